using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;

namespace TradingBase.LocalHost.Engine.Histories;

/// <summary>A long payload as it is kept out of line: compressed where that helps.</summary>
internal sealed class PackedPayload
{
    /// <summary>The longest payload, in bytes, that stands in a row, a history or an inbox itself.</summary>
    internal const int LongestInline = 64 << 10;

    // On JSON the lowest quality packs 600 MB/s to a fifth; ZLib at its fastest 450 MB/s to more than a
    // quarter. A window of 256 KB is enough for that.
    private const int Quality = 0, Window = 18;

    private readonly int _length;
    private readonly byte[] _hash;

    private PackedPayload(byte[] payload)
    {
        _length = payload.Length;
        _hash = SHA256.HashData(payload);
        byte[] packed = new byte[BrotliEncoder.GetMaxCompressedLength(payload.Length)];
        bool shorter = BrotliEncoder.TryCompress(payload, packed, out int written, Quality, Window)
            && written < payload.Length;
        Bytes = shorter ? packed[..written] : payload;
    }

    /// <summary>What is stored: of the payload's own length exactly when it is not compressed.</summary>
    internal byte[] Bytes { get; }

    /// <summary>Packs what is too long to stay in line.</summary>
    /// <returns>Null for what stays. What begins with a zero byte is packed too, since a reference begins
    /// so; JSON never does.</returns>
    internal static PackedPayload? Of(byte[]? payload) =>
        payload is { Length: > LongestInline } or [0, ..] ? new(payload) : null;

    /// <summary>What stands in its place.</summary>
    /// <param name="id">Its number in the store.</param>
    internal PayloadReference Reference(long id)
    {
        byte[] encoded = new byte[PayloadReference.Length];
        BinaryPrimitives.WriteInt64LittleEndian(encoded.AsSpan(1), id);
        BinaryPrimitives.WriteInt32LittleEndian(encoded.AsSpan(9), _length);
        _hash.AsSpan(0, PayloadReference.HashLength).CopyTo(encoded.AsSpan(13));
        return new(encoded);
    }
}
