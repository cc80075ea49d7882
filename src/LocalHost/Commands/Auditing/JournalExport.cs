using TradingBase.Journal;

namespace TradingBase.LocalHost.Commands.Auditing;

/// <summary>Walks the lines that are asked for, and demands that each is chained to the one before.</summary>
/// <param name="store">The state.</param>
/// <param name="month">Only what this month's seal covers, or null.</param>
/// <param name="stream">Only this stream, or null.</param>
internal sealed class JournalExport(IStateStore store, string? month, string? stream)
{
    private const int PageSize = 256;

    private readonly JournalBook _journal = new(store);

    /// <summary>Writes the lines, stream by stream in ordinal order.</summary>
    /// <returns>How many.</returns>
    /// <exception cref="StateDamagedException">A line does not fit; what was written is no whole.</exception>
    /// <exception cref="UsageException">The month is not sealed.</exception>
    internal async Task<long> RunAsync(IExportFormat format, CancellationToken cancellationToken)
    {
        JournalSealer sealer = new(store, _journal);
        long count = 0;
        await foreach (SealedPart part in PartsAsync(sealer, cancellationToken))
        {
            count += await WriteAsync(part, format, cancellationToken);
        }

        return count;
    }

    private async IAsyncEnumerable<SealedPart> PartsAsync(
        JournalSealer sealer,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        IReadOnlyList<JournalSeal> seals = await sealer.ReadAsync(cancellationToken);
        if (month is not null && seals.All(seal => seal.Month != month))
        {
            throw new UsageException($"--month: {month} is not sealed; journal months lists what is.");
        }

        foreach (JournalSeal seal in seals.Where(seal => month is null || seal.Month == month))
        {
            await foreach (SealedPart part in sealer.WalkAsync(seal.Month, cancellationToken))
            {
                if (stream is null || part.Stream == stream)
                {
                    yield return part;
                }
            }
        }

        for (string? after = null; month is null;)
        {
            IReadOnlyList<string> page = await _journal.ListStreamsAsync(after, PageSize, cancellationToken);
            foreach (string open in page.Where(name => stream is null || name == stream))
            {
                long begin = await sealer.SealedToAsync(open, cancellationToken) + 1;
                yield return new(open, begin, long.MaxValue, string.Empty);
            }

            if (page.Count < PageSize)
            {
                yield break;
            }

            after = page[^1];
        }
    }

    private async Task<long> WriteAsync(
        SealedPart part, IExportFormat format, CancellationToken cancellationToken)
    {
        JournalEntry? before = null;
        long count = 0;
        for (long from = part.From; from <= part.To;)
        {
            IReadOnlyList<JournalEntry> page = await _journal.ReadAsync(
                part.Stream, from, PageSize, cancellationToken);
            foreach (JournalEntry line in page.TakeWhile(line => line.Sequence <= part.To))
            {
                if (before is not null && (line.Sequence != before.Sequence + 1
                    || line.PreviousHash != before.Hash))
                {
                    throw Damaged(part, line.Sequence, "it is not chained to the line before it.");
                }

                format.Write(before = line);
                count++;
            }

            if (page.Count < PageSize)
            {
                break;
            }

            from = page[^1].Sequence + 1;
        }

        // Nothing at all is left of a month that was removed; half of one is a fault.
        return part.To == long.MaxValue || count == 0
            || (before!.Sequence == part.To && before.Hash == part.Hash)
            ? count
            : throw Damaged(part, part.To, "it does not end as its seal says.");
    }

    private static StateDamagedException Damaged(SealedPart part, long sequence, string why) =>
        new($"journal:{part.Stream}", $"line {sequence}", why);
}
