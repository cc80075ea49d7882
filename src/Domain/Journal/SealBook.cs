using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;

namespace TradingBase.Journal;

/// <summary>What seals there are and what they cover.</summary>
internal sealed class SealBook(IStateStore store)
{
    private const int PageSize = 256;

    /// <summary>Reads every line of the stream of seals, oldest first; as many as months.</summary>
    public async Task<IReadOnlyList<JournalEntry>> ReadLinesAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<StateRow> rows = await store.ReadAsync(
            JournalLine.Partition(JournalSeal.Stream), JournalLine.LinePrefix,
            StateKey.After(JournalLine.LinePrefix), int.MaxValue, newestFirst: false, cancellationToken);
        return [.. rows.Select(row => JournalLine.Decode(JournalSeal.Stream, row))];
    }

    /// <summary>Reads the seals, oldest month first.</summary>
    public async Task<IReadOnlyList<JournalSeal>> ReadAsync(CancellationToken cancellationToken) =>
    [
        .. (await ReadLinesAsync(cancellationToken))
            .Where(line => line.Kind == JournalSeal.SealedKind)
            .Select(line => Canonical.Read<JournalSeal>(line.Body)),
    ];

    /// <summary>Names the months that are sealed or being sealed, oldest first.</summary>
    public async Task<IReadOnlyList<string>> ReadMonthsAsync(CancellationToken cancellationToken) =>
    [
        .. (await ReadLinesAsync(cancellationToken))
            .Where(line => line.Kind == JournalSeal.SealingKind)
            .Select(line => line.Key[JournalSeal.SealingKey(string.Empty).Length..]),
    ];

    /// <summary>Walks what a month's seal covers, in the order of its rows.</summary>
    public async IAsyncEnumerable<SealedPart> WalkAsync(
        string month, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (string? from = null; ;)
        {
            IReadOnlyList<StateRow> page = await store.ReadAsync(
                SealedPart.Partition(month), from, null, PageSize, newestFirst: false, cancellationToken);
            foreach (StateRow row in page)
            {
                yield return Decode(row);
            }

            if (page.Count < PageSize)
            {
                yield break;
            }

            from = page[^1].Key + ' ';
        }
    }

    /// <summary>Sums a month's rows up.</summary>
    public async Task<JournalSeal> SumAsync(
        string month, long linesBefore, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        long streams = 0, lines = 0;
        await foreach (SealedPart part in WalkAsync(month, cancellationToken))
        {
            streams++;
            lines += part.Lines;
            hash.AppendData(Encoding.UTF8.GetBytes(string.Create(
                CultureInfo.InvariantCulture,
                $"[{Canonical.Json(part.Stream)},{part.From},{part.To},\"{part.Hash}\"]\n")));
        }

        return new(
            month, streams, lines, linesBefore + lines, Convert.ToHexStringLower(hash.GetCurrentHash()));
    }

    private static SealedPart Decode(StateRow row)
    {
        SealedPart part = row.ToRecord<SealedPart>();
        return part.Stream is { Length: > 0 } && StateKey.Escape(part.Stream) == row.Key
            && row.Value.Span.SequenceEqual(StateStoreExtensions.ToValue(part))
            ? part
            : throw new StateDamagedException(row.Partition, row.Key, "it is not in canonical form.");
    }
}
