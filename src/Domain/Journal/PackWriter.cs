using System.Buffers;
using System.Text;

namespace TradingBase.Journal;

/// <summary>Writes values closely packed; equal values are written alike.</summary>
internal sealed class PackWriter
{
    /// <summary>Marks a column whose numbers do not fit into 64 bits at one scale.</summary>
    public const byte WideColumn = 255;

    private static readonly ulong[] Powers =
        [.. Enumerable.Range(0, 20).Select(i => (ulong)System.Numerics.BigInteger.Pow(10, i))];

    private readonly ArrayBufferWriter<byte> _buffer = new(64 * 1024);

    /// <summary>What was written so far.</summary>
    public ReadOnlySpan<byte> Written => _buffer.WrittenSpan;

    public void Byte(byte value)
    {
        _buffer.GetSpan(1)[0] = value;
        _buffer.Advance(1);
    }

    public void Flag(bool value) => Byte(value ? (byte)1 : (byte)0);

    /// <summary>Seven bits a byte, low bits first, the eighth says that more follow.</summary>
    public void Unsigned(ulong value)
    {
        Span<byte> span = _buffer.GetSpan(10);
        int length = 0;
        while (value >= 0x80)
        {
            span[length++] = (byte)(value & 0x7f | 0x80);
            value >>= 7;
        }

        span[length++] = (byte)value;
        _buffer.Advance(length);
    }

    /// <summary>Small numbers of either sign stay small: 0, −1, 1, −2 become 0, 1, 2, 3.</summary>
    public void Signed(long value) => Unsigned(unchecked((ulong)((value << 1) ^ (value >> 63))));

    public void Bytes(ReadOnlySpan<byte> value) => _buffer.Write(value);

    public void Text(string value)
    {
        int length = Encoding.UTF8.GetByteCount(value);
        Unsigned((ulong)length);
        Encoding.UTF8.GetBytes(value, _buffer.GetSpan(length));
        _buffer.Advance(length);
    }

    /// <summary>Any decimal, without the trailing zeros that its value does not have.</summary>
    public void Decimal(decimal value)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(Strip(value), bits);
        Byte((byte)(((bits[3] >> 16) & 0x7f) | (bits[3] < 0 ? 0x80 : 0)));
        Unsigned(unchecked((uint)bits[2]));
        Unsigned(Low(bits));
    }

    /// <summary>Decimals that are near to one another: each as its difference to the one before it.</summary>
    public void Column(ReadOnlySpan<decimal> values)
    {
        long[] numbers = ArrayPool<long>.Shared.Rent(values.Length);
        if (TryScale(values, numbers, out byte scale))
        {
            Byte(scale);
            long previous = 0;
            foreach (long number in numbers.AsSpan(0, values.Length))
            {
                Signed(unchecked(number - previous));
                previous = number;
            }
        }
        else
        {
            Byte(WideColumn);
            foreach (decimal value in values)
            {
                Decimal(value);
            }
        }

        ArrayPool<long>.Shared.Return(numbers);
    }

    private static ulong Low(ReadOnlySpan<int> bits) =>
        unchecked(((ulong)(uint)bits[1] << 32) | (uint)bits[0]);

    private static decimal Strip(decimal value)
    {
        // Dividing by one with 28 zeros leaves the shortest form of the same value.
        decimal stripped = value / 1.0000000000000000000000000000m;
        return stripped == 0 ? 0 : stripped;
    }

    /// <summary>Writes all values as whole numbers of one smallest step, if they fit.</summary>
    private static bool TryScale(ReadOnlySpan<decimal> values, Span<long> numbers, out byte scale)
    {
        scale = 0;
        foreach (decimal value in values)
        {
            if (!TrySplit(value, out _, out byte own))
            {
                return false;
            }

            scale = Math.Max(scale, own);
        }

        if (scale >= Powers.Length)
        {
            return false;
        }

        for (int i = 0; i < values.Length; i++)
        {
            TrySplit(values[i], out ulong digits, out byte own);
            UInt128 scaled = (UInt128)digits * Powers[scale - own];
            if (scaled > long.MaxValue)
            {
                return false;
            }

            numbers[i] = decimal.IsNegative(values[i]) ? -(long)scaled : (long)scaled;
        }

        return true;
    }

    private static bool TrySplit(decimal value, out ulong digits, out byte scale)
    {
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        if (bits[2] != 0)
        {
            decimal.GetBits(Strip(value), bits);
        }

        digits = Low(bits);
        scale = (byte)((bits[3] >> 16) & 0x7f);
        while (scale > 0 && digits % 10 == 0)
        {
            digits /= 10;
            scale--;
        }

        return bits[2] == 0;
    }
}
