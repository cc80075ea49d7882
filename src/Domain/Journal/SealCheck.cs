using System.Text;

namespace TradingBase.Journal;

/// <summary>Walks the seals: their sums, what they cover, and the streams that are open no more.</summary>
internal sealed class SealCheck(IStateStore store)
{
    private readonly SealBook _seals = new(store);

    /// <summary>How many lines all seals cover.</summary>
    public long Lines { get; private set; }

    /// <summary>What is wrong first, as a sentence, or null.</summary>
    public string? FirstBad { get; private set; }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            IReadOnlyList<JournalEntry> lines = await _seals.ReadLinesAsync(cancellationToken);
            foreach (JournalEntry line in lines.Where(line => line.Kind == JournalSeal.SealedKind))
            {
                JournalSeal seal = Canonical.Read<JournalSeal>(line.Body);
                bool pruned = lines.Any(other => other.Key == JournalSeal.PruningKey(seal.Month));
                await CheckAsync(seal, pruned, cancellationToken);
                Lines = seal.LinesSoFar;
            }
        }
        catch (StateDamagedException damaged)
        {
            FirstBad ??= damaged.Message;
        }
    }

    private async Task CheckAsync(JournalSeal seal, bool pruned, CancellationToken cancellationToken)
    {
        JournalSeal summed = await _seals.SumAsync(
            seal.Month, seal.LinesSoFar - seal.Lines, cancellationToken);
        if (summed != seal)
        {
            FirstBad ??= $"The seal of {seal.Month} says {seal.Lines} lines with the head {seal.Head}; its "
                + $"rows sum to {summed.Lines} with {summed.Head}.";
        }

        if (!pruned)
        {
            await foreach (SealedPart part in _seals.WalkAsync(seal.Month, cancellationToken))
            {
                FirstBad ??= await FindFaultAsync(seal.Month, part, cancellationToken);
            }
        }
    }

    private async Task<string?> FindFaultAsync(
        string month, SealedPart part, CancellationToken cancellationToken)
    {
        string partition = JournalLine.Partition(part.Stream);
        StateRow? row = await store.FindAsync(partition, JournalTail.Key, cancellationToken);
        if (row?.ToRecord<JournalTail>() is not { } tail || tail.FirstSequence > part.To)
        {
            return Sentence(month, part, "the line is gone, though the month was never removed.");
        }

        if (tail.SealedSequence < part.To)
        {
            return Sentence(
                month, part, $"the stream's end says that it is sealed to {tail.SealedSequence}.");
        }

        if (!tail.Listed && tail.SealedSequence == part.To)
        {
            StateRow name = new(
                JournalLine.StreamsPartition, StateKey.Escape(part.Stream),
                Encoding.UTF8.GetBytes(part.Stream), string.Empty);
            StreamCheck walk = new(store, name);
            await walk.RunAsync(cancellationToken);
            return walk.FirstBad
                ?? (walk.Hash == part.Hash ? null : Sentence(month, part, "it ends with another hash."));
        }

        StateRow? line = await store.FindAsync(partition, JournalLine.LineKey(part.To), cancellationToken);
        return line is not null && JournalLine.Decode(part.Stream, line).Hash == part.Hash
            ? null
            : Sentence(month, part, $"line {part.To} is missing or has another hash.");
    }

    private static string Sentence(string month, SealedPart part, string why) =>
        $"Stream '{part.Stream}', line {part.To}, as the seal of {month} has it: {why}";
}
