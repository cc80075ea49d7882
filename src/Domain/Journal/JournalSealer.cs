using System.Globalization;

namespace TradingBase.Journal;

/// <summary>Closes months of the journal, and removes the lines of closed ones.</summary>
/// <param name="store">Where the journal is kept.</param>
/// <param name="journal">Takes the lines of the stream <c>seals</c>.</param>
/// <remarks>
/// A seal covers every line that no earlier one covers and whose stream has come to it before the month's
/// end, by desk time. A stream that is covered to its last line is no longer among the open ones, so that
/// the journal's head costs what is open and not what ever was. May run twice, be killed anywhere and run in
/// several processes at once: it goes on where it was.
/// </remarks>
public sealed class JournalSealer(IStateStore store, IJournal journal)
{
    private const int PageSize = 256;
    private const string MonthForm = "yyyy-MM";

    private readonly SealBook _seals = new(store);

    /// <summary>Reads the seals, oldest month first.</summary>
    public Task<IReadOnlyList<JournalSeal>> ReadAsync(CancellationToken cancellationToken) =>
        _seals.ReadAsync(cancellationToken);

    /// <summary>Walks what a month's seal covers, ordered by stream.</summary>
    public IAsyncEnumerable<SealedPart> WalkAsync(string month, CancellationToken cancellationToken) =>
        _seals.WalkAsync(month, cancellationToken);

    /// <summary>Finds the last line of a stream that a seal covers.</summary>
    /// <returns>Its number; zero where nothing is sealed.</returns>
    public async Task<long> SealedToAsync(string stream, CancellationToken cancellationToken)
    {
        StateRow? tail = await store.FindAsync(
            JournalLine.Partition(stream), JournalTail.Key, cancellationToken);
        return tail?.ToRecord<JournalTail>().SealedSequence ?? 0;
    }

    /// <summary>Seals a month.</summary>
    /// <param name="month">Such as <c>2026-10</c>; later than every sealed one, or sealed already.</param>
    /// <param name="now">Must lie behind the month's end, UTC.</param>
    /// <param name="cancellationToken">Abandons the work; a later run goes on.</param>
    /// <returns>The seal that stands.</returns>
    /// <exception cref="ArgumentException">
    /// No such month, or it is not over, or a later one is sealed.
    /// </exception>
    public async Task<JournalSeal> SealAsync(
        string month, DateTimeOffset now, CancellationToken cancellationToken)
    {
        DateTimeOffset end = EndOf(month);
        if (now < end)
        {
            throw new ArgumentException(
                $"The month {month} is not over: it is {UtcJsonConverter.Write(now)}.");
        }

        IReadOnlyList<JournalSeal> seals = await _seals.ReadAsync(cancellationToken);
        if (seals.FirstOrDefault(seal => seal.Month == month) is { } standing)
        {
            return standing;
        }

        if (seals.Count > 0 && string.CompareOrdinal(month, seals[^1].Month) < 0)
        {
            throw new ArgumentException(
                $"The later month {seals[^1].Month} is sealed; nothing is put in before it.");
        }

        // Tells where to look for what a stream's end says of itself, should this run be killed.
        await journal.AppendAsync(
            JournalSeal.Stream, JournalSeal.SealingKey(month), JournalSeal.SealingKind, end,
            new { Month = month }, cancellationToken);
        await SealStreamsAsync(month, end, cancellationToken);
        JournalSeal made = await _seals.SumAsync(
            month, seals.Count == 0 ? 0 : seals[^1].LinesSoFar, cancellationToken);
        await journal.AppendAsync(
            JournalSeal.Stream, month, JournalSeal.SealedKind, end, made, cancellationToken);
        return made;
    }

    /// <summary>Removes the lines of a sealed month; its seal stays.</summary>
    /// <param name="month">A sealed month.</param>
    /// <param name="cancellationToken">Abandons the work; a later run goes on.</param>
    /// <returns>How many lines this run removed; zero or more.</returns>
    /// <exception cref="ArgumentException">The month, or one before it that still has lines, is not
    /// sealed or not removed yet.</exception>
    public async Task<long> PruneAsync(string month, CancellationToken cancellationToken)
    {
        IReadOnlyList<JournalEntry> lines = await _seals.ReadLinesAsync(cancellationToken);
        if (lines.All(line => line.Key != month))
        {
            throw new ArgumentException($"The month {month} is not sealed: only sealed months are removed.");
        }

        JournalEntry? earlier = lines.FirstOrDefault(line => line.Kind == JournalSeal.SealedKind
            && string.CompareOrdinal(line.Key, month) < 0
            && lines.All(other => other.Key != JournalSeal.PrunedKey(line.Key)));
        if (earlier is not null)
        {
            throw new ArgumentException($"The earlier month {earlier.Key} has to be removed first.");
        }

        // From here on a line that is gone is no sign of tampering.
        await journal.AppendAsync(
            JournalSeal.Stream, JournalSeal.PruningKey(month), JournalSeal.PruningKind, EndOf(month),
            new { Month = month }, cancellationToken);
        long removed = 0;
        StreamPruner pruner = new(store);
        await foreach (SealedPart part in _seals.WalkAsync(month, cancellationToken))
        {
            removed += await pruner.PruneAsync(part, cancellationToken);
        }

        await journal.AppendAsync(
            JournalSeal.Stream, JournalSeal.PrunedKey(month), JournalSeal.PrunedKind, EndOf(month),
            new { Month = month }, cancellationToken);
        return removed;
    }

    private static DateTimeOffset EndOf(string month) =>
        DateOnly.TryParseExact(
            month, MonthForm, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly first)
        ? new(first.AddMonths(1), TimeOnly.MinValue, TimeSpan.Zero)
        : throw new ArgumentException($"'{month}' is no month; such as 2026-10 was expected.");

    private async Task SealStreamsAsync(string month, DateTimeOffset end, CancellationToken cancellationToken)
    {
        for (string? after = null; ;)
        {
            IReadOnlyList<StateRow> page = await store.ReadAsync(
                JournalLine.StreamsPartition, after is null ? null : after + ' ', null, PageSize,
                newestFirst: false, cancellationToken);
            foreach (StateRow name in page)
            {
                StreamSealer sealer = new(store, name);
                if (sealer.Stream != JournalSeal.Stream)
                {
                    await sealer.SealAsync(month, end, cancellationToken);
                }
            }

            if (page.Count < PageSize)
            {
                return;
            }

            after = page[^1].Key;
        }
    }
}
