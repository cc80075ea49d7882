using System.Buffers.Binary;
using System.IO.Compression;

namespace TradingBase.Adapters.MarketData;

/// <summary>Unpacks one gzip member and holds it to the check sum and length behind it.</summary>
/// <remarks>
/// The platform's own stream takes a file whose last bytes are missing or changed for a whole one. Source:
/// RFC 1952, sections 2.3.1 and 8.
/// </remarks>
internal sealed class GzipReadStream : Stream
{
    private const int TrailerLength = 8;

    private static readonly uint[] Table =
        [.. Enumerable.Range(0, 256).Select(index => Remainder((uint)index))];

    private readonly GZipStream _unpacking;
    private readonly byte[] _trailer = new byte[TrailerLength];
    private uint _remainder = uint.MaxValue;
    private uint _length;

    /// <summary>Opens the packed data.</summary>
    /// <param name="packed">Seekable; is closed with this stream.</param>
    /// <exception cref="InvalidDataException">There is no room for a trailer.</exception>
    public GzipReadStream(Stream packed)
    {
        _unpacking = new(packed, CompressionMode.Decompress);
        if (packed.Length < TrailerLength)
        {
            throw new InvalidDataException("The packed data are too short.");
        }

        packed.Seek(-TrailerLength, SeekOrigin.End);
        packed.ReadExactly(_trailer);
        packed.Seek(0, SeekOrigin.Begin);
    }

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <summary>Reads on; at the end, checks what was read.</summary>
    /// <exception cref="InvalidDataException">
    /// The data are damaged, cut off, or followed by something else.
    /// </exception>
    public override int Read(Span<byte> buffer)
    {
        int read = _unpacking.Read(buffer);
        if (read == 0 && buffer.Length > 0)
        {
            CheckTrailer();
        }

        foreach (byte value in buffer[..read])
        {
            _remainder = Table[(_remainder ^ value) & 0xFF] ^ (_remainder >> 8);
        }

        _length = unchecked(_length + (uint)read);
        return read;
    }

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _unpacking.Dispose();
        }

        base.Dispose(disposing);
    }

    private void CheckTrailer()
    {
        uint statedSum = BinaryPrimitives.ReadUInt32LittleEndian(_trailer);
        uint statedLength = BinaryPrimitives.ReadUInt32LittleEndian(_trailer.AsSpan(4));
        if (statedSum != ~_remainder || statedLength != _length)
        {
            throw new InvalidDataException("The check sum behind the data is not theirs.");
        }
    }

    // One byte's division by the polynomial of RFC 1952, bits reversed.
    private static uint Remainder(uint value)
    {
        for (int bit = 0; bit < 8; bit++)
        {
            value = (value & 1) == 0 ? value >> 1 : (value >> 1) ^ 0xEDB88320;
        }

        return value;
    }
}
