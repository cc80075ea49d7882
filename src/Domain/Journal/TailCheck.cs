namespace TradingBase.Journal;

/// <summary>Holds a stream's tail against its lines and against the seals.</summary>
internal sealed class TailCheck(IStateStore store, string stream, string partition)
{
    private StateDamagedException? _damage;

    /// <summary>The last line that a seal covers, as the tail says it.</summary>
    public long SealedSequence { get; private set; }

    /// <summary>Reads where the stream begins; a tail that cannot be read begins at the first line.</summary>
    public async Task<JournalTail> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            StateRow? row = await store.FindAsync(partition, JournalTail.Key, cancellationToken);
            JournalTail tail = row?.ToRecord<JournalTail>() ?? JournalTail.Empty;
            SealedPart? before = tail.FirstSequence == 1
                ? null
                : await FindSealedAsync(tail.FirstSequence - 1, cancellationToken);
            string expected = tail.FirstSequence == 1 ? JournalLine.NoHash : before?.Hash ?? string.Empty;
            return tail.FirstPreviousHash == expected
                ? tail
                : throw new StateDamagedException(
                    partition, JournalTail.Key,
                    $"it begins at line {tail.FirstSequence}, which no seal says.");
        }
        catch (StateDamagedException damaged)
        {
            _damage = damaged;
            return JournalTail.Empty;
        }
    }

    /// <summary>Compares, after the lines were walked.</summary>
    /// <param name="begin">What <see cref="ReadAsync"/> gave.</param>
    /// <param name="last">The last line that was walked.</param>
    /// <param name="hash">Its hash.</param>
    /// <param name="cancellationToken">Abandons the reads.</param>
    /// <returns>The line and what is wrong with it, or null.</returns>
    public async Task<(long Sequence, string Why)?> FindFaultAsync(
        JournalTail begin, long last, string hash, CancellationToken cancellationToken)
    {
        if (_damage is not null)
        {
            return (last, _damage.Message);
        }

        StateRow? row = await store.FindAsync(partition, JournalTail.Key, cancellationToken);
        if (row is null)
        {
            return last < begin.FirstSequence ? null : (last, "the row of the stream's end is missing.");
        }

        try
        {
            JournalTail tail = row.ToRecord<JournalTail>();
            SealedSequence = tail.SealedSequence;
            return !row.Value.Span.SequenceEqual(StateStoreExtensions.ToValue(tail))
                ? (last, "the row of the stream's end is not in canonical form.")
                : await CompareAsync(tail, last, hash, cancellationToken);
        }
        catch (StateDamagedException damaged)
        {
            return (last, damaged.Message);
        }
    }

    private async Task<(long Sequence, string Why)?> CompareAsync(
        JournalTail tail, long last, string hash, CancellationToken cancellationToken)
    {
        if (tail.Sequence < last)
        {
            return (tail.Sequence + 1, $"the stream ends at line {tail.Sequence}.");
        }

        // Lines that were appended during the walk are no fault.
        string? ends = tail.Sequence == last ? hash : await FindHashAsync(tail.Sequence, cancellationToken);
        if (ends != tail.Hash)
        {
            return (ends is null ? last + 1 : tail.Sequence, $"the stream shall end at line {tail.Sequence} "
                + "with another hash.");
        }

        return tail.SealedSequence == 0
            || await FindSealedAsync(tail.SealedSequence, cancellationToken) is not null
            ? null
            : (tail.SealedSequence, "no seal ends at it, though the stream's end says so.");
    }

    private async Task<string?> FindHashAsync(long sequence, CancellationToken cancellationToken)
    {
        StateRow? row = await store.FindAsync(partition, JournalLine.LineKey(sequence), cancellationToken);
        return row is null ? null : JournalLine.Decode(stream, row).Hash;
    }

    // From the newest month back: a stream that goes on was sealed lately.
    private async Task<SealedPart?> FindSealedAsync(long to, CancellationToken cancellationToken)
    {
        foreach (string month in (await new SealBook(store).ReadMonthsAsync(cancellationToken)).Reverse())
        {
            StateRow? row = await store.FindAsync(
                SealedPart.Partition(month), StateKey.Escape(stream), cancellationToken);
            if (row?.ToRecord<SealedPart>() is { } part && part.To == to)
            {
                return part;
            }
        }

        return null;
    }
}
