using System.Text;

namespace TradingBase.Journal;

/// <summary>The journal on the state store.</summary>
/// <param name="store">Where it is kept.</param>
/// <remarks>
/// A stream is a partition. Line n is the row <c>e:</c> and twelve digits; <c>k:</c> and the key is a row
/// that holds n and is written in the same submit, so a key is there once. The partition
/// <c>journal-streams</c> names the
/// streams: its row is written before a stream's first line, so a crash between the two leaves a name without
/// lines, which
/// does not count. The head of the journal is the SHA-256 over the UTF-8 of the JSON array
/// <c>[["stream","hash of its last line"],…]</c> without white space, ordered by stream, ordinally.
/// Thread-safe; appends to one stream from one process wait for each other, those of many processes compete.
/// </remarks>
public sealed class JournalBook(IStateStore store) : IJournal
{
    private const int PageSize = 256;
    private const int MaxStreamLength = 200;
    private const int ReadsAtOnce = 16;

    private readonly StripedGate _gate = new();

    /// <inheritdoc/>
    public async Task<JournalEntry> AppendAsync<TBody>(
        string stream, string key, string kind, DateTimeOffset deskTime, TBody body,
        CancellationToken cancellationToken)
    {
        CheckStream(stream);
        Check.NotBlank(key);
        Check.NotBlank(kind);
        Check.Utc(deskTime);
        string written = Canonical.Json(body);
        string partition = JournalLine.Partition(stream);
        using (await _gate.EnterAsync(partition, cancellationToken))
        {
            JournalEntry line = await StateStoreExtensions.RetryAsync(partition, async () =>
                await FindAsync(stream, key, cancellationToken)
                ?? await TryAppendAsync(stream, key, kind, deskTime, written, cancellationToken));
            return line.Kind == kind && line.DeskTime == deskTime && line.Body == written
                ? line
                : throw new JournalConflictException(stream, key);
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<JournalEntry>> ReadAsync(
        string stream, long fromSequence, int atMost, CancellationToken cancellationToken)
    {
        CheckStream(stream);
        ArgumentOutOfRangeException.ThrowIfLessThan(fromSequence, 1);
        IReadOnlyList<StateRow> rows = await store.ReadAsync(
            JournalLine.Partition(stream), JournalLine.LineKey(fromSequence),
            StateKey.After(JournalLine.LinePrefix), atMost, newestFirst: false, cancellationToken);
        return [.. rows.Select(row => JournalLine.Decode(stream, row))];
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> ListStreamsAsync(
        string? after, int atMost, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(atMost, 1);
        List<string> found = [];
        string? last = after is null ? null : StateKey.Escape(after);
        while (found.Count < atMost)
        {
            IReadOnlyList<StateRow> page = await ReadStreamsAsync(last, cancellationToken);
            foreach (StateRow row in page)
            {
                string stream = StreamOf(row);
                if (found.Count < atMost && await FindLastAsync(stream, cancellationToken) is not null)
                {
                    found.Add(stream);
                }
            }

            if (page.Count < PageSize)
            {
                break;
            }

            last = page[^1].Key;
        }

        return found;
    }

    /// <inheritdoc/>
    /// <exception cref="StateDamagedException">A stream's last line is damaged.</exception>
    public async Task<JournalHead> HeadAsync(CancellationToken cancellationToken)
    {
        List<JournalEntry> heads = [];
        for (string? last = null; ;)
        {
            IReadOnlyList<StateRow> page = await ReadStreamsAsync(last, cancellationToken);
            foreach (StateRow[] group in page.Chunk(ReadsAtOnce))
            {
                JournalEntry?[] found = await Task.WhenAll(
                    group.Select(row => FindLastAsync(StreamOf(row), cancellationToken)));
                heads.AddRange(found.OfType<JournalEntry>());
            }

            if (page.Count < PageSize)
            {
                return HeadOf(
                    heads.Sum(head => head.Sequence), heads.Select(head => (head.Stream, head.Hash)));
            }

            last = page[^1].Key;
        }
    }

    /// <inheritdoc/>
    public async Task<JournalCheck> VerifyAsync(CancellationToken cancellationToken)
    {
        List<(string Stream, string Hash)> heads = [];
        long entries = 0;
        string? firstBad = null;
        for (string? last = null; ;)
        {
            IReadOnlyList<StateRow> page = await ReadStreamsAsync(last, cancellationToken);
            foreach (StateRow row in page)
            {
                StreamCheck walk = new(store, row);
                await walk.RunAsync(cancellationToken);
                firstBad ??= walk.FirstBad;
                entries += walk.Entries;
                if (walk.Entries > 0)
                {
                    heads.Add((walk.Stream, walk.Hash));
                }
            }

            if (page.Count < PageSize)
            {
                return new(HeadOf(entries, heads), firstBad);
            }

            last = page[^1].Key;
        }
    }

    private static JournalHead HeadOf(long entries, IEnumerable<(string Stream, string Hash)> heads) => new(
        entries,
        Canonical.Hash<string[][]>(
            [.. heads
                .OrderBy(head => head.Stream, StringComparer.Ordinal)
                .Select(head => new[] { head.Stream, head.Hash })]));

    private static void CheckStream(string stream)
    {
        if (Check.NotBlank(stream).Length > MaxStreamLength)
        {
            throw new ArgumentException(
                $"A stream's name has at most {MaxStreamLength} characters: '{stream}'.");
        }
    }

    private static string StreamOf(StateRow row) => Encoding.UTF8.GetString(row.Value.Span);

    private async Task<JournalEntry?> FindAsync(
        string stream, string key, CancellationToken cancellationToken)
    {
        string partition = JournalLine.Partition(stream);
        StateRow? pointer = await store.FindAsync(partition, JournalLine.PointerKey(key), cancellationToken);
        if (pointer is null)
        {
            return null;
        }

        string lineKey = JournalLine.LineKey(pointer.ToRecord<long>());
        StateRow line = await store.FindAsync(partition, lineKey, cancellationToken)
            ?? throw new StateDamagedException(partition, lineKey, $"the line of '{key}' is missing.");
        return JournalLine.Decode(stream, line);
    }

    private async Task<JournalEntry?> FindLastAsync(string stream, CancellationToken cancellationToken)
    {
        IReadOnlyList<StateRow> last = await store.ReadAsync(
            JournalLine.Partition(stream), JournalLine.LinePrefix, StateKey.After(JournalLine.LinePrefix), 1,
            newestFirst: true, cancellationToken);
        return last.Count == 0 ? null : JournalLine.Decode(stream, last[0]);
    }

    private async Task<JournalEntry?> TryAppendAsync(
        string stream, string key, string kind, DateTimeOffset deskTime, string body,
        CancellationToken cancellationToken)
    {
        JournalEntry? previous = await FindLastAsync(stream, cancellationToken);
        if (previous is null)
        {
            // Whoever else names the stream writes the same row, so losing this race is winning it.
            await store.TrySubmitAsync(
                JournalLine.StreamsPartition,
                [StateChange.Insert(StateKey.Escape(stream), Encoding.UTF8.GetBytes(stream))],
                cancellationToken);
        }

        JournalEntry line = JournalLine.Chain(stream, previous, key, kind, deskTime, body);
        StateChange[] changes =
        [
            StateChange.Insert(JournalLine.LineKey(line.Sequence), StateStoreExtensions.ToValue(line)),
            StateChange.Insert(JournalLine.PointerKey(key), JournalLine.PointerValue(line.Sequence)),
        ];
        return await store.TrySubmitAsync(JournalLine.Partition(stream), changes, cancellationToken)
            ? line
            : null;
    }

    private Task<IReadOnlyList<StateRow>> ReadStreamsAsync(
        string? after, CancellationToken cancellationToken) =>
        store.ReadAsync(
            JournalLine.StreamsPartition, after is null
                ? null
                : after + ' ', null, PageSize, newestFirst: false,
            cancellationToken);
}
