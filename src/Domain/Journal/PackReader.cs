using System.Text;

namespace TradingBase.Journal;

/// <summary>Reads what <see cref="PackWriter"/> wrote.</summary>
/// <remarks>Whatever the bytes are, it ends in a value or in <see cref="InvalidDataException"/>.</remarks>
internal ref struct PackReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    /// <summary>What is not read yet.</summary>
    public readonly ReadOnlySpan<byte> Rest => _rest;

    public byte Byte() => Take(1)[0];

    public bool Flag() => Byte() switch
    {
        0 => false,
        1 => true,
        byte other => throw new InvalidDataException($"{other} is neither yes nor no."),
    };

    public ulong Unsigned()
    {
        ulong value = 0;
        for (int shift = 0; shift < 64; shift += 7)
        {
            byte next = Byte();
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }

        throw new InvalidDataException("A number does not end.");
    }

    public long Signed()
    {
        ulong value = Unsigned();
        return unchecked((long)(value >> 1) ^ -(long)(value & 1));
    }

    /// <summary>How many items follow, each of at least so many bytes.</summary>
    public int Count(int bytesEach)
    {
        ulong count = Unsigned();
        return count <= (ulong)(_rest.Length / bytesEach)
            ? (int)count
            : throw new InvalidDataException($"{count} items do not fit into {_rest.Length} bytes.");
    }

    public string Text() => Encoding.UTF8.GetString(Take(Count(1)));

    public decimal Decimal()
    {
        byte head = Byte();
        ulong high = Unsigned(), low = Unsigned();
        int scale = head & 0x7f;
        return scale <= 28 && high <= uint.MaxValue
            ? new(
                unchecked((int)low), unchecked((int)(low >> 32)), unchecked((int)high), head >= 0x80,
                (byte)scale)
            : throw new InvalidDataException("A decimal is out of bounds.");
    }

    public void Column(Span<decimal> values)
    {
        byte scale = Byte();
        if (scale is > 28 and not PackWriter.WideColumn)
        {
            throw new InvalidDataException($"A decimal has no {scale} digits after its point.");
        }

        long number = 0;
        for (int i = 0; i < values.Length; i++)
        {
            if (scale == PackWriter.WideColumn)
            {
                values[i] = Decimal();
                continue;
            }

            number = unchecked(number + Signed());
            ulong digits = number < 0 ? unchecked((ulong)-number) : (ulong)number;
            values[i] = new(unchecked((int)digits), unchecked((int)(digits >> 32)), 0, number < 0, scale);
        }
    }

    private ReadOnlySpan<byte> Take(int length)
    {
        if (length > _rest.Length)
        {
            throw new InvalidDataException("The bytes end too early.");
        }

        ReadOnlySpan<byte> taken = _rest[..length];
        _rest = _rest[length..];
        return taken;
    }
}
