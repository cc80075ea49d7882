using System.Text;

namespace TradingBase.Journal;

/// <summary>The journal on the state store.</summary>
/// <param name="store">Where it is kept.</param>
/// <remarks>
/// A stream is a partition. Line n is the row <c>e:</c> and twelve digits; <c>k:</c> and the key is a row
/// that holds n, and <c>t</c> is the stream's tail; all three are written in one submit, so a key is there
/// once. The partition <c>journal-streams</c> names the open streams: its row is written before a stream's
/// first line, so a crash between the two leaves a name without lines, which does not count. The head of the
/// journal is the SHA-256 over the UTF-8 of the JSON array <c>[["stream","hash of its last line"],…]</c>
/// without white space, ordered by stream, ordinally. A month that is over is sealed
/// (<see cref="JournalSealer"/>): streams that ended in it are open no more, and the stream <c>seals</c>
/// stands for them in the head.
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
        JournalEntry line = await AppendFirstAsync(stream, key, kind, deskTime, body, cancellationToken);
        return line.Kind == kind && line.DeskTime == deskTime && line.Body == Canonical.Json(body)
            ? line
            : throw new JournalConflictException(stream, key);
    }

    /// <inheritdoc/>
    public async Task<JournalEntry> AppendFirstAsync<TBody>(
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
            return await StateStoreExtensions.RetryAsync(partition, async () =>
                await FindAsync(stream, key, cancellationToken)
                ?? await TryAppendAsync(stream, key, kind, deskTime, written, cancellationToken));
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
                if (found.Count < atMost && await FindTailAsync(stream, cancellationToken) is not null)
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
    /// <exception cref="StateDamagedException">The row at a stream's end is damaged.</exception>
    public async Task<JournalHead> HeadAsync(CancellationToken cancellationToken)
    {
        List<(string Stream, string Hash)> heads = [];
        long entries = await CountSealedAsync(cancellationToken);
        for (string? last = null; ;)
        {
            IReadOnlyList<StateRow> page = await ReadStreamsAsync(last, cancellationToken);
            foreach (StateRow[] group in page.Chunk(ReadsAtOnce))
            {
                JournalTail?[] tails = await Task.WhenAll(
                    group.Select(row => FindTailAsync(StreamOf(row), cancellationToken)));
                foreach ((StateRow row, JournalTail? tail) in group.Zip(tails))
                {
                    if (tail is not null)
                    {
                        heads.Add((StreamOf(row), tail.Hash));
                        entries += tail.Sequence - tail.SealedSequence;
                    }
                }
            }

            if (page.Count < PageSize)
            {
                return HeadOf(entries, heads);
            }

            last = page[^1].Key;
        }
    }

    /// <inheritdoc/>
    public async Task<JournalCheck> VerifyAsync(CancellationToken cancellationToken)
    {
        List<(string Stream, string Hash)> heads = [];
        SealCheck seals = new(store);
        await seals.RunAsync(cancellationToken);
        long entries = seals.Lines;
        string? firstBad = null;
        for (string? last = null; ;)
        {
            IReadOnlyList<StateRow> page = await ReadStreamsAsync(last, cancellationToken);
            foreach (StateRow row in page)
            {
                StreamCheck walk = new(store, row);
                await walk.RunAsync(cancellationToken);
                firstBad ??= walk.FirstBad;
                entries += walk.Unsealed;
                if (walk.Last > 0)
                {
                    heads.Add((walk.Stream, walk.Hash));
                }
            }

            if (page.Count < PageSize)
            {
                return new(HeadOf(entries, heads), firstBad ?? seals.FirstBad);
            }

            last = page[^1].Key;
        }
    }

    private async Task<long> CountSealedAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<JournalSeal> seals = await new SealBook(store).ReadAsync(cancellationToken);
        return seals.Count == 0 ? 0 : seals[^1].LinesSoFar;
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

    private async Task<JournalTail?> FindTailAsync(string stream, CancellationToken cancellationToken) =>
        (await store.FindAsync(JournalLine.Partition(stream), JournalTail.Key, cancellationToken))
            ?.ToRecord<JournalTail>();

    private async Task<JournalEntry?> TryAppendAsync(
        string stream, string key, string kind, DateTimeOffset deskTime, string body,
        CancellationToken cancellationToken)
    {
        string partition = JournalLine.Partition(stream);
        StateRow? row = await store.FindAsync(partition, JournalTail.Key, cancellationToken);
        JournalTail tail = row?.ToRecord<JournalTail>() ?? JournalTail.Empty;
        if (!tail.Listed)
        {
            await ListAsync(stream, cancellationToken);
        }

        JournalEntry line = JournalLine.Chain(stream, tail, key, kind, deskTime, body);
        byte[] next = StateStoreExtensions.ToValue(
            tail with { Sequence = line.Sequence, Hash = line.Hash, Listed = true });
        StateChange[] changes =
        [
            StateChange.Insert(JournalLine.LineKey(line.Sequence), StateStoreExtensions.ToValue(line)),
            StateChange.Insert(JournalLine.PointerKey(key), JournalLine.PointerValue(line.Sequence)),
            row is null
                ? StateChange.Insert(JournalTail.Key, next)
                : StateChange.Replace(row, next),
        ];
        return await store.TrySubmitAsync(partition, changes, cancellationToken) ? line : null;
    }

    // Touches a name that is there already: who seals the stream takes only an untouched name off.
    private Task<StateChange> ListAsync(string stream, CancellationToken cancellationToken) =>
        StateStoreExtensions.RetryAsync(JournalLine.StreamsPartition, async () =>
        {
            string key = StateKey.Escape(stream);
            byte[] name = Encoding.UTF8.GetBytes(stream);
            StateRow? present = await store.FindAsync(
                JournalLine.StreamsPartition, key, cancellationToken);
            StateChange touch = present is null
                ? StateChange.Insert(key, name)
                : StateChange.Replace(present, name);
            return await store.TrySubmitAsync(JournalLine.StreamsPartition, [touch], cancellationToken)
                ? touch
                : null;
        });

    private Task<IReadOnlyList<StateRow>> ReadStreamsAsync(
        string? after, CancellationToken cancellationToken) =>
        store.ReadAsync(
            JournalLine.StreamsPartition, after is null
                ? null
                : after + ' ', null, PageSize, newestFirst: false,
            cancellationToken);
}
