using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using TradingBase.Markets;

namespace TradingBase.Journal;

/// <summary>Snapshots on the state store, under the hash of their content.</summary>
/// <param name="store">Where they are kept.</param>
/// <remarks>
/// The id is the SHA-256 of the compact form, 64 lower-case hexadecimal digits. The row under the id holds
/// the length of that form, the number of parts and the first part of its Brotli compression; further parts
/// are rows of their
/// own, written before it. Thread-safe; the snapshots used last are kept decoded, since many activities of a
/// cycle read the same one.
/// </remarks>
public sealed class SnapshotBook(IStateStore store) : ISnapshotStore
{
    private const int Cached = 16;
    private const int PartSize = 512 * 1024;
    private const int MaxLength = 1 << 30;
    private const int Quality = 1;
    private const int Window = 20;

    private readonly BoundedCache<string, MarketSnapshot> _cache = new(Cached);

    /// <inheritdoc/>
    public async Task<string> KeepAsync(MarketSnapshot snapshot, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        PackWriter content = SnapshotCodec.Encode(snapshot);
        string id = Convert.ToHexStringLower(SHA256.HashData(content.Written));
        byte[] compressed = Compress(content.Written);
        int parts = Math.Max(1, (compressed.Length + PartSize - 1) / PartSize);
        for (int i = 1; i < parts; i++)
        {
            // A row that is there holds the same: the id is its content's hash.
            Memory<byte> part = compressed.AsMemory(
                i * PartSize, Math.Min(PartSize, compressed.Length - (i * PartSize)));
            await store.TrySubmitAsync(
                Partition(id), [StateChange.Insert(PartKey(id, i), part)], cancellationToken);
        }

        PackWriter head = new();
        head.Unsigned((ulong)content.Written.Length);
        head.Unsigned((ulong)parts);
        head.Bytes(compressed.AsSpan(0, Math.Min(PartSize, compressed.Length)));
        await store.TrySubmitAsync(
            Partition(id), [StateChange.Insert(id, head.Written.ToArray())], cancellationToken);
        _cache.Put(id, snapshot);
        return id;
    }

    /// <inheritdoc/>
    /// <exception cref="StateDamagedException">The row does not hold what the id is the hash of.</exception>
    public async Task<MarketSnapshot> ReadAsync(string id, CancellationToken cancellationToken)
    {
        Check.NotBlank(id);
        if (_cache.TryGet(id, out MarketSnapshot? cached))
        {
            return cached;
        }

        StateRow head = await store.FindAsync(Partition(id), StateKey.Escape(id), cancellationToken)
            ?? throw new KeyNotFoundException($"No snapshot {id} was kept.");
        (int length, int parts, ReadOnlyMemory<byte> compressed) = Split(head);
        for (int i = 1; i < parts; i++)
        {
            StateRow part = await store.FindAsync(Partition(id), PartKey(id, i), cancellationToken)
                ?? throw new StateDamagedException(head.Partition, PartKey(id, i), "the part is missing.");
            compressed = Join(compressed.Span, part.Value.Span);
        }

        MarketSnapshot snapshot = Decode(head, length, compressed.Span);
        _cache.Put(id, snapshot);
        return snapshot;
    }

    private static string Partition(string id) =>
        "snapshots:" + StateKey.Escape(id[..Math.Min(2, id.Length)]);

    private static string PartKey(string id, int part) =>
        string.Create(CultureInfo.InvariantCulture, $"{id}:{part:D4}");

    private static byte[] Compress(ReadOnlySpan<byte> content)
    {
        byte[] compressed = new byte[BrotliEncoder.GetMaxCompressedLength(content.Length)];
        return BrotliEncoder.TryCompress(content, compressed, out int written, Quality, Window)
            ? compressed[..written]
            : throw new InvalidOperationException("Brotli did not keep to its greatest length.");
    }

    private static byte[] Join(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        byte[] whole = new byte[first.Length + second.Length];
        first.CopyTo(whole);
        second.CopyTo(whole.AsSpan(first.Length));
        return whole;
    }

    private static (int Length, int Parts, ReadOnlyMemory<byte> First) Split(StateRow head)
    {
        try
        {
            PackReader reader = new(head.Value.Span);
            ulong length = reader.Unsigned(), parts = reader.Unsigned();
            return length <= MaxLength && parts is >= 1 and <= 9_999
                ? ((int)length, (int)parts, head.Value[^reader.Rest.Length..])
                : throw new InvalidDataException("its length is out of bounds.");
        }
        catch (InvalidDataException broken)
        {
            throw new StateDamagedException(head.Partition, head.Key, broken.Message, broken);
        }
    }

    private static MarketSnapshot Decode(StateRow head, int length, ReadOnlySpan<byte> compressed)
    {
        byte[] content = new byte[length];
        if (!BrotliDecoder.TryDecompress(compressed, content, out int written) || written != length
            || Convert.ToHexStringLower(SHA256.HashData(content)) != head.Key)
        {
            throw new StateDamagedException(head.Partition, head.Key, "its content does not have its hash.");
        }

        return SnapshotCodec.Decode(content);
    }
}
