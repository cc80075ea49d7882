namespace TradingBase.Journal;

/// <summary>Removes the lines of a stream that a seal covers.</summary>
/// <remarks>
/// The tail says first where the stream begins from now on; lines before that do not count any more, so a
/// run that was killed leaves nothing wrong, and the next one removes the rest. A stream that nothing follows
/// goes with its tail.
/// </remarks>
internal sealed class StreamPruner(IStateStore store)
{
    // A line and its pointer are two of a submit's changes.
    private const int LinesAtOnce = StateRules.MaxChanges / 2;

    public async Task<long> PruneAsync(SealedPart part, CancellationToken cancellationToken)
    {
        string partition = JournalLine.Partition(part.Stream);
        await StateStoreExtensions.RetryAsync(
            partition, () => TryMoveBeginAsync(partition, part, cancellationToken));
        long removed = 0;
        while (true)
        {
            IReadOnlyList<StateRow> lines = await store.ReadAsync(
                partition, JournalLine.LineKey(1), JournalLine.LineKey(part.To + 1), LinesAtOnce,
                newestFirst: false, cancellationToken);
            if (lines.Count == 0)
            {
                break;
            }

            removed += await RemoveAsync(partition, lines, part.Stream, cancellationToken) ? lines.Count : 0;
        }

        StateRow? tail = await store.FindAsync(partition, JournalTail.Key, cancellationToken);
        if (tail?.ToRecord<JournalTail>() is { Listed: false } last && last.Sequence == part.To)
        {
            // Lost to an append that lists the stream again: then the tail is wanted.
            await store.TrySubmitAsync(partition, [StateChange.Delete(tail)], cancellationToken);
        }

        return removed;
    }

    private async Task<object?> TryMoveBeginAsync(
        string partition, SealedPart part, CancellationToken cancellationToken)
    {
        StateRow? present = await store.FindAsync(partition, JournalTail.Key, cancellationToken);
        if (present?.ToRecord<JournalTail>() is not { } tail || tail.FirstSequence > part.To)
        {
            return part;
        }

        JournalTail next = tail with { FirstSequence = part.To + 1, FirstPreviousHash = part.Hash };
        return await store.TrySubmitAsync(
            partition, [StateChange.Replace(present, StateStoreExtensions.ToValue(next))], cancellationToken)
            ? part
            : null;
    }

    private async Task<bool> RemoveAsync(
        string partition, IReadOnlyList<StateRow> lines, string stream, CancellationToken cancellationToken)
    {
        List<StateChange> changes = [];
        foreach (StateRow line in lines)
        {
            changes.Add(StateChange.Delete(line));
            string pointerKey = JournalLine.PointerKey(JournalLine.Decode(stream, line).Key);
            if (await store.FindAsync(partition, pointerKey, cancellationToken) is { } pointer)
            {
                changes.Add(StateChange.Delete(pointer));
            }
        }

        return await store.TrySubmitAsync(partition, changes, cancellationToken);
    }
}
