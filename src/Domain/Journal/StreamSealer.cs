using System.Text;

namespace TradingBase.Journal;

/// <summary>Seals one stream's lines up to a month's end.</summary>
/// <remarks>
/// The month's row comes first and stands; then the tail says how far the stream is sealed; then the stream's
/// name leaves the open ones. Every step is a compare-and-swap against what was read before, and an append
/// that lists the stream again touches its name, so no append can be lost between them.
/// </remarks>
internal sealed class StreamSealer(IStateStore store, StateRow name)
{
    private const int PageSize = 64;

    /// <summary>Which stream.</summary>
    public string Stream { get; } = Encoding.UTF8.GetString(name.Value.Span);

    public Task SealAsync(string month, DateTimeOffset end, CancellationToken cancellationToken) =>
        StateStoreExtensions.RetryAsync(
            JournalLine.Partition(Stream), () => TrySealAsync(month, end, cancellationToken));

    // Null when somebody appended in between.
    private async Task<object?> TrySealAsync(
        string month, DateTimeOffset end, CancellationToken cancellationToken)
    {
        StateRow? present = await store.FindAsync(
            JournalLine.Partition(Stream), JournalTail.Key, cancellationToken);
        if (present is null)
        {
            // A name whose first line never came.
            return month;
        }

        JournalTail tail = present.ToRecord<JournalTail>();
        SealedPart? part = await CoverAsync(month, tail, end, cancellationToken);
        if (part is null || part.To <= tail.SealedSequence)
        {
            if (part is null || tail.Listed)
            {
                return month;
            }

            // A run that was killed before it took the name off; written again below, so that an append that
            // read the tail before now starts over and touches the name.
        }

        bool whole = part.To == tail.Sequence;
        JournalTail next = tail with { SealedSequence = part.To, Listed = !whole };
        return !await store.TrySubmitAsync(
            JournalLine.Partition(Stream), [StateChange.Replace(present, StateStoreExtensions.ToValue(next))],
            cancellationToken)
            ? null
            : whole ? await DelistAsync(month, cancellationToken) : month;
    }

    // A name that was touched since is of a stream that goes on: it stays.
    private async Task<object?> DelistAsync(string month, CancellationToken cancellationToken)
    {
        await store.TrySubmitAsync(
            JournalLine.StreamsPartition, [StateChange.Delete(name)], cancellationToken);
        return month;
    }

    private async Task<SealedPart?> CoverAsync(
        string month, JournalTail tail, DateTimeOffset end, CancellationToken cancellationToken)
    {
        string partition = SealedPart.Partition(month);
        if (await store.FindAsync(partition, name.Key, cancellationToken) is { } standing)
        {
            return standing.ToRecord<SealedPart>();
        }

        JournalEntry? last = await FindLastBeforeAsync(tail, end, cancellationToken);
        if (last is null)
        {
            return null;
        }

        SealedPart made = new(Stream, tail.SealedSequence + 1, last.Sequence, last.Hash);
        await store.TrySubmitAsync(
            partition, [StateChange.Insert(name.Key, StateStoreExtensions.ToValue(made))], cancellationToken);

        // Whoever was faster has written what stands.
        StateRow row = await store.FindAsync(partition, name.Key, cancellationToken)
            ?? throw new StateDamagedException(partition, name.Key, "the row that was just written is gone.");
        return row.ToRecord<SealedPart>();
    }

    // From the newest back: what is not over yet is little.
    private async Task<JournalEntry?> FindLastBeforeAsync(
        JournalTail tail, DateTimeOffset end, CancellationToken cancellationToken)
    {
        for (long to = tail.Sequence; to > tail.SealedSequence;)
        {
            long from = Math.Max(tail.SealedSequence + 1, to - PageSize + 1);
            IReadOnlyList<StateRow> page = await store.ReadAsync(
                JournalLine.Partition(Stream), JournalLine.LineKey(from), JournalLine.LineKey(to + 1),
                PageSize, newestFirst: true, cancellationToken);
            JournalEntry? found = page
                .Select(row => JournalLine.Decode(Stream, row))
                .FirstOrDefault(line => line.DeskTime < end);
            if (found is not null)
            {
                return found;
            }

            to = from - 1;
        }

        return null;
    }
}
