using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;

namespace TradingBase.LocalHost.Engine.Histories;

/// <summary>Stands in a row, a history or an inbox for a payload that is kept out of line.</summary>
/// <param name="encoded">A zero byte, the number, the length, the first half of the SHA-256.</param>
internal sealed class PayloadReference(byte[] encoded)
{
    /// <summary>Bytes of the hash that are kept.</summary>
    internal const int HashLength = 16;

    /// <summary>Bytes of a reference.</summary>
    internal const int Length = 13 + HashLength;

    /// <summary>Its stored form.</summary>
    internal byte[] Encoded => encoded;

    /// <summary>The payload's number in the store.</summary>
    internal long Id => BinaryPrimitives.ReadInt64LittleEndian(encoded.AsSpan(1));

    /// <summary>The payload's length in bytes.</summary>
    internal int PayloadLength => BinaryPrimitives.ReadInt32LittleEndian(encoded.AsSpan(9));

    /// <summary>The first half of the payload's SHA-256.</summary>
    internal ReadOnlySpan<byte> Hash => encoded.AsSpan(13);

    /// <summary>Reads a stored form.</summary>
    /// <returns>Null when it is a payload itself.</returns>
    internal static PayloadReference? Of(ReadOnlySpan<byte> stored) =>
        stored is [0, ..] && stored.Length == Length ? new(stored.ToArray()) : null;

    /// <summary>Whether a payload is the one that is referred to, without reading that.</summary>
    internal bool Matches(byte[]? payload) =>
        payload?.Length == PayloadLength
        && SHA256.HashData(payload).AsSpan(0, HashLength).SequenceEqual(Hash);

    /// <summary>Gives the payload back.</summary>
    /// <param name="packed">What is stored under the number.</param>
    /// <exception cref="InvalidDataException">It is not what was packed.</exception>
    internal byte[] Unpack(byte[] packed)
    {
        if (packed.Length == PayloadLength)
        {
            return packed;
        }

        byte[] payload = new byte[PayloadLength];
        return BrotliDecoder.TryDecompress(packed, payload, out int written) && written == payload.Length
            ? payload
            : throw new InvalidDataException($"Payload {Id} of the store does not unpack to its length.");
    }
}
