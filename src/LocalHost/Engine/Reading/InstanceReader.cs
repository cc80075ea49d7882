using System.Globalization;
using Microsoft.DurableTask.Client;
using TradingBase.LocalHost.Engine.Histories;
using TradingBase.LocalHost.Engine.Tables;
using TradingBase.LocalHost.Storage;

namespace TradingBase.LocalHost.Engine.Reading;

/// <summary>Reads instances and their histories for people; writes nothing.</summary>
/// <remarks>Each reading sees one moment of the store, whatever is committed meanwhile.</remarks>
internal static class InstanceReader
{
    /// <summary>The most instances of one page.</summary>
    internal const int MostInstances = 1_000;

    private const string Columns =
        "key, id, name, version, status, created, updated, completed, start_at, parent_id";

    private const string Meant = """
        AND created >= ?2 AND created < ?3 AND (?4 >> status) & 1
            AND substr(id, 1, length(?5)) = ?5 AND (?6 IS NULL OR name = ?6 COLLATE NOCASE)
            AND (?7 IS NULL OR completed < ?7)
        """;

    /// <summary>Reads one page of a list, the newest first.</summary>
    /// <param name="connection">Reads.</param>
    /// <param name="filter">Which instances.</param>
    /// <param name="token">Where the former page ended; null for the beginning.</param>
    /// <param name="take">How many at most, 1 to <see cref="MostInstances"/>.</param>
    /// <exception cref="ArgumentException">The token is not one of ours.</exception>
    internal static InstancePage Page(
        StoreConnection connection, InstanceFilter filter, string? token, int take)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(take, Math.Clamp(take, 1, MostInstances));
        List<InstanceSummary> found = [];
        long last = 0;
        StoreStatement read = Bind(
            connection.Statement(
                $"SELECT {Columns} FROM instances WHERE key < ?1 {Meant} ORDER BY key DESC LIMIT ?8"),
            filter, Before(token), take + 1L);
        while (read.Read())
        {
            // One more is read than is given, to know whether there is another page.
            if (found.Count == take)
            {
                read.Reset();
                return new(found, last.ToString(CultureInfo.InvariantCulture));
            }

            last = read.Int64(0);
            found.Add(Summary(read));
        }

        return new(found, null);
    }

    /// <summary>Reads the numbers of ended instances, the oldest first.</summary>
    /// <param name="connection">Reads.</param>
    /// <param name="filter">Which; those that have not ended are left out.</param>
    /// <param name="after">The last number of the former batch; 0 for none.</param>
    /// <param name="take">How many at most.</param>
    internal static List<long> EndedKeys(
        StoreConnection connection, InstanceFilter filter, long after, int take)
    {
        List<long> keys = [];
        StoreStatement read = Bind(
            connection.Statement(
                $"SELECT key FROM instances WHERE key > ?1 AND completed IS NOT NULL {Meant} "
                + "ORDER BY key LIMIT ?8"),
            filter, after, take);
        while (read.Read())
        {
            keys.Add(read.Int64(0));
        }

        return keys;
    }

    /// <summary>Counts the instances of each status; looks at every row.</summary>
    internal static SortedDictionary<OrchestrationRuntimeStatus, long> Count(StoreConnection connection)
    {
        SortedDictionary<OrchestrationRuntimeStatus, long> counts = [];
        StoreStatement read = connection.Statement("SELECT status, count(*) FROM instances GROUP BY status");
        while (read.Read())
        {
            counts[(OrchestrationRuntimeStatus)read.Int32(0)] = read.Int64(1);
        }

        return counts;
    }

    /// <summary>Reads one instance.</summary>
    /// <param name="connection">Reads.</param>
    /// <param name="id">Which.</param>
    /// <param name="payloadLimit">The longest payload that is told, in bytes; -1 for none.</param>
    /// <returns>Null when there is none.</returns>
    internal static InstanceDocument? Find(StoreConnection connection, string id, int payloadLimit) =>
        Moment.Of(connection, () =>
        {
            StoreStatement read = connection
                .Statement($"""
                    SELECT {Columns}, generation, tags, input, output, custom, failure,
                        ifnull(length(tail), 0)
                        + (SELECT ifnull(sum(length(events)), 0) FROM history WHERE instance = key)
                    FROM instances WHERE id=?
                    """)
                .Bind(1, id);
            if (!read.Read())
            {
                return null;
            }

            long key = read.Int64(0);
            var shelf = new MomentShelf(connection);
            InstanceSummary brief = Summary(read);
            var document = new InstanceDocument
            {
                Id = brief.Id,
                Name = brief.Name,
                Version = brief.Version,
                Status = brief.Status,
                CreatedAt = brief.CreatedAt,
                UpdatedAt = brief.UpdatedAt,
                CompletedAt = brief.CompletedAt,
                StartAt = brief.StartAt,
                Parent = brief.Parent,
                Generation = read.Int32(10),
                Tags = InstanceStore.DecodeTags(read.Blob(11)),
                Input = PayloadDocument.Of(shelf, read.Blob(12), payloadLimit),
                Output = PayloadDocument.Of(shelf, read.Blob(13), payloadLimit),
                CustomStatus = PayloadDocument.Of(shelf, read.Blob(14), payloadLimit),
                Failure = PayloadTable.Resolve(connection, read.Blob(15)) is { } failure
                    ? FailureDocument.Of(Failure.Decode(failure).Details, stacks: payloadLimit >= 0)
                    : null,
                HistoryBytes = read.Int64(16),
            };
            read.Reset();
            return document with
            {
                Children = Children(connection, key),
                Waiting = Waiting(connection, key, payloadLimit),
            };
        });

    /// <summary>Reads an instance's history.</summary>
    /// <returns>Null when there is no such instance.</returns>
    /// <exception cref="InvalidDataException">The stored history is damaged.</exception>
    internal static HistoryDocument? History(StoreConnection connection, string id, HistoryQuery query) =>
        Moment.Of(connection, () =>
            InstanceStore.Find(connection, id) is { } found
                && InstanceStore.ReadRow(connection, found.Key) is { } row
                ? History(connection, row, query)
                : null);

    private static HistoryDocument History(StoreConnection connection, InstanceRow row, HistoryQuery query)
    {
        List<HistoryEntry> entries = [];
        var translator = new HistoryTranslator(new MomentShelf(connection), query.PayloadLimit);
        var reader = new HistoryReader(InstanceStore.ReadHistory(connection, row.Key).Events);
        while (reader.Next() is { } item)
        {
            HistoryEntry entry = translator.Next(item);
            if (entry.Number > query.After && entries.Count < query.Take)
            {
                entries.Add(entry);
            }
        }

        int? last = entries.Count > 0 ? entries[^1].Number : null;
        return new(
            row.Id, row.Name, row.Status, row.Generation, translator.Count, entries,
            last < translator.Count ? last : null);
    }

    private static List<string> Children(StoreConnection connection, long key)
    {
        List<string> ids = [];
        StoreStatement read = connection
            .Statement("SELECT id FROM instances WHERE parent=? ORDER BY key").Bind(1, key);
        while (read.Read())
        {
            ids.Add(read.Text(0)!);
        }

        return ids;
    }

    private static List<HistoryEntry> Waiting(StoreConnection connection, long key, int payloadLimit)
    {
        List<HistoryEntry> waiting = [];
        var translator = new HistoryTranslator(new MomentShelf(connection), payloadLimit);
        StoreStatement read = connection
            .Statement("SELECT event FROM inbox WHERE instance=? ORDER BY seq").Bind(1, key);
        while (read.Read())
        {
            var item = new HistoryReader(read.Blob(0)!);
            waiting.Add(translator.Next(item.Next()!));
        }

        return waiting;
    }

    private static StoreStatement Bind(
        StoreStatement statement, InstanceFilter filter, long key, long take) => statement
        .Bind(1, key)
        .Bind(2, filter.CreatedFrom?.UtcTicks ?? 0)
        .Bind(3, filter.CreatedTo?.UtcTicks ?? long.MaxValue)
        .Bind(4, filter.Mask)
        .Bind(5, filter.Prefix ?? "")
        .Bind(6, filter.Name)
        .Bind(7, filter.CompletedTo?.UtcTicks)
        .Bind(8, take);

    private static long Before(string? token) => token is null ? long.MaxValue
        : long.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out long key) ? key
        : throw new ArgumentException($"'{token}' is no continuation token of this host.", nameof(token));

    private static InstanceSummary Summary(StoreStatement read) => new()
    {
        Id = read.Text(1)!,
        Name = read.Text(2)!,
        Version = read.Text(3),
        Status = (OrchestrationRuntimeStatus)read.Int32(4),
        CreatedAt = HistoryTranslator.Moment(read.Int64(5)),
        UpdatedAt = HistoryTranslator.Moment(read.Int64(6)),
        CompletedAt = MomentOrNull(read.Int64OrNull(7)),
        StartAt = MomentOrNull(read.Int64OrNull(8)),
        Parent = read.Text(9),
    };

    private static DateTimeOffset? MomentOrNull(long? ticks) =>
        ticks is { } known ? HistoryTranslator.Moment(known) : null;
}
