using System.Globalization;
using System.Text;

namespace TradingBase.Journal;

/// <summary>One walk along one stream's chain, from its first line to its last.</summary>
/// <remarks>
/// The chain tells a line that was changed, taken out or put in between; the rows that say which line a key
/// has tell one that was taken off or put on the end.
/// </remarks>
internal sealed class StreamCheck(IStateStore store, StateRow name)
{
    private const int PageSize = 256;

    private readonly string _partition = "journal:" + name.Key;
    private readonly Dictionary<string, long> _lines = new(StringComparer.Ordinal);

    /// <summary>Which stream.</summary>
    public string Stream { get; } = Encoding.UTF8.GetString(name.Value.Span);

    /// <summary>The last line's number, bad ones and removed ones counted; zero without lines.</summary>
    public long Last { get; private set; }

    /// <summary>How many lines no seal covers.</summary>
    public long Unsealed { get; private set; }

    /// <summary>The last sound line's hash.</summary>
    public string Hash { get; private set; } = JournalLine.NoHash;

    /// <summary>What is wrong first, as a sentence, or null.</summary>
    public string? FirstBad { get; private set; }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (Stream.Length == 0 || StateKey.Escape(Stream) != name.Key)
        {
            FirstBad = $"The stream's name '{Stream}' does not fit its row '{name.Key}'.";
        }

        TailCheck tail = new(store, Stream, _partition);
        JournalTail begin = await tail.ReadAsync(cancellationToken);
        Hash = begin.FirstPreviousHash;
        Last = begin.FirstSequence - 1;
        for (string from = JournalLine.LineKey(begin.FirstSequence); ;)
        {
            IReadOnlyList<StateRow> page = await ReadAsync(from, JournalLine.LinePrefix, cancellationToken);
            foreach (StateRow row in page)
            {
                Walk(row);
            }

            if (page.Count < PageSize)
            {
                break;
            }

            from = page[^1].Key + ' ';
        }

        if (await tail.FindFaultAsync(begin, Last, Hash, cancellationToken) is var (sequence, why))
        {
            Tell(sequence, why);
        }

        Unsealed = Last - tail.SealedSequence;
        await ComparePointersAsync(begin.FirstSequence, cancellationToken);
    }

    private void Walk(StateRow row)
    {
        long sequence = ++Last;
        string expected = JournalLine.LineKey(sequence);
        if (row.Key != expected)
        {
            Tell(sequence, $"row '{expected}' was expected, '{row.Key}' was found.");
            return;
        }

        try
        {
            JournalEntry line = JournalLine.Decode(Stream, row);
            if (line.PreviousHash != Hash)
            {
                Tell(sequence, "it is not chained to the line before it.");
            }

            Hash = line.Hash;
            _lines[JournalLine.PointerKey(line.Key)] = line.Sequence;
        }
        catch (StateDamagedException damaged)
        {
            Tell(sequence, damaged.Message);
        }
    }

    private async Task ComparePointersAsync(long first, CancellationToken cancellationToken)
    {
        SortedDictionary<long, string> bad = [];
        for (string from = JournalLine.PointerPrefix; ;)
        {
            IReadOnlyList<StateRow> page = await ReadAsync(
                from, JournalLine.PointerPrefix, cancellationToken);
            foreach (StateRow row in page)
            {
                if (await FindFaultAsync(row, first, cancellationToken) is var (sequence, why))
                {
                    bad.TryAdd(sequence, why);
                }
            }

            if (page.Count < PageSize)
            {
                break;
            }

            from = page[^1].Key + ' ';
        }

        foreach ((string key, long sequence) in _lines)
        {
            bad.TryAdd(sequence, $"the row '{key}' that points at it is missing.");
        }

        foreach ((long sequence, string why) in bad.Take(1))
        {
            Tell(sequence, why);
        }
    }

    private async Task<(long Sequence, string Why)?> FindFaultAsync(
        StateRow pointer, long first, CancellationToken cancellationToken)
    {
        if (_lines.Remove(pointer.Key, out long line))
        {
            return pointer.Value.Span.SequenceEqual(JournalLine.PointerValue(line))
                ? null
                : (line, $"the row '{pointer.Key}' points at another line.");
        }

        string written = Encoding.UTF8.GetString(pointer.Value.Span);
        if (!long.TryParse(written, CultureInfo.InvariantCulture, out line))
        {
            return (Last, $"the row '{pointer.Key}' points at no line.");
        }

        // What a prune that was killed left behind points before the beginning.
        if (line < first && line > 0)
        {
            return null;
        }

        // A line of this key that was appended during the walk is no fault.
        StateRow? later = line > Last
            ? await store.FindAsync(_partition, JournalLine.LineKey(line), cancellationToken)
            : null;
        return later is null
            ? (line, $"the line that row '{pointer.Key}' points at is missing or has another key.")
            : null;
    }

    private void Tell(long sequence, string why) =>
        FirstBad ??= string.Create(
            CultureInfo.InvariantCulture, $"Stream '{Stream}', line {sequence}: {why}");

    private Task<IReadOnlyList<StateRow>> ReadAsync(
        string from, string prefix, CancellationToken cancellationToken) =>
        store.ReadAsync(
            _partition, from, StateKey.After(prefix), PageSize, newestFirst: false, cancellationToken);
}
