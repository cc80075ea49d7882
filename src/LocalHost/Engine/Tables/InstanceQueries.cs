using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using TradingBase.LocalHost.Engine.Histories;
using TradingBase.LocalHost.Storage;

namespace TradingBase.LocalHost.Engine.Tables;

/// <summary>What instances there are, straight from the store.</summary>
internal sealed class InstanceQueries(StoreFile store, PayloadConverter payloads)
{
    private const string Brief = "SELECT key, id, name, status, created, updated, tags FROM instances ";
    private const string Full =
        "SELECT key, id, name, status, created, updated, tags, input, output, custom, failure "
        + "FROM instances ";

    private const string Filter = """
        WHERE key > ?1 AND created >= ?2 AND created < ?3 AND (?4 >> status) & 1
            AND substr(id, 1, length(?5)) = ?5
        ORDER BY key LIMIT ?6
        """;

    /// <summary>Looks one instance up.</summary>
    /// <param name="id">Which.</param>
    /// <param name="full">Whether inputs, outputs, custom status and failure are read too.</param>
    /// <returns>Null when there is none.</returns>
    internal OrchestrationMetadata? Find(string id, bool full) => store.Read(connection =>
    {
        StoreStatement read = connection.Statement((full ? Full : Brief) + "WHERE id=?").Bind(1, id);
        if (!read.Read())
        {
            return null;
        }

        OrchestrationMetadata found = Metadata(connection, read, full);
        read.Reset();
        return found;
    });

    /// <summary>Looks an instance's number and status up.</summary>
    internal (long Key, OrchestrationRuntimeStatus Status)? FindStatus(string id) =>
        store.Read(connection => InstanceStore.Find(connection, id));

    /// <summary>Reads one page of a query, in the order of starting.</summary>
    /// <param name="query">What is asked for.</param>
    /// <param name="token">Where the former page ended; null for the beginning.</param>
    /// <param name="size">How many at most; null for the query's page size.</param>
    internal Page<OrchestrationMetadata> Page(OrchestrationQuery query, string? token, int? size)
    {
        int limit = size ?? query.PageSize;
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1, nameof(size));
        bool full = query.FetchInputsAndOutputs;
        return store.Read(connection =>
        {
            List<OrchestrationMetadata> values = [];
            long last = 0;
            StoreStatement read = Bind(
                connection.Statement((full ? Full : Brief) + Filter),
                token,
                query.CreatedFrom,
                query.CreatedTo,
                query.Statuses,
                query.InstanceIdPrefix,
                limit + 1L);
            while (read.Read())
            {
                // One more is read than is given, to know whether there is another page.
                if (values.Count == limit)
                {
                    read.Reset();
                    return new(values, last.ToString(CultureInfo.InvariantCulture));
                }

                last = read.Int64(0);
                values.Add(Metadata(connection, read, full));
            }

            return new Page<OrchestrationMetadata>(values);
        });
    }

    /// <summary>Reads the ids of instances that ended in a window of time.</summary>
    internal Page<string> EndedIds(
        IEnumerable<OrchestrationRuntimeStatus>? statuses,
        DateTimeOffset? from,
        DateTimeOffset? to,
        int size,
        string? after) => store.Read(connection =>
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        List<string> ids = [];
        long last = 0;
        StoreStatement read = Bind(
            connection.Statement("""
                SELECT key, id FROM instances
                WHERE key > ?1 AND completed >= ?2 AND completed < ?3 AND (?4 >> status) & 1 AND ?5 = ''
                ORDER BY key LIMIT ?6
                """),
            after,
            from,
            to,
            statuses,
            null,
            size + 1L);
        while (read.Read())
        {
            if (ids.Count == size)
            {
                read.Reset();
                return new Page<string>(ids, last.ToString(CultureInfo.InvariantCulture));
            }

            last = read.Int64(0);
            ids.Add(read.Text(1)!);
        }

        return new Page<string>(ids);
    });

    private static StoreStatement Bind(
        StoreStatement statement,
        string? token,
        DateTimeOffset? from,
        DateTimeOffset? to,
        IEnumerable<OrchestrationRuntimeStatus>? statuses,
        string? prefix,
        long limit)
    {
        if (!long.TryParse(token ?? "0", NumberStyles.None, CultureInfo.InvariantCulture, out long after))
        {
            throw new ArgumentException($"'{token}' is no continuation token of this host.", nameof(token));
        }

        long mask = statuses?.Aggregate(0L, (bits, status) => bits | (1L << (int)status)) ?? -1L;
        return statement
            .Bind(1, after)
            .Bind(2, from?.UtcTicks ?? 0)
            .Bind(3, to?.UtcTicks ?? long.MaxValue)
            .Bind(4, mask)
            .Bind(5, prefix ?? "")
            .Bind(6, limit);
    }

    private OrchestrationMetadata Metadata(StoreConnection connection, StoreStatement read, bool full) =>
        new(read.Text(2)!, read.Text(1)!)
    {
        RuntimeStatus = (OrchestrationRuntimeStatus)read.Int32(3),
        CreatedAt = new(read.Int64(4), TimeSpan.Zero),
        LastUpdatedAt = new(read.Int64(5), TimeSpan.Zero),
        Tags = InstanceStore.DecodeTags(read.Blob(6)) is { } tags
            ? tags
            : ImmutableDictionary<string, string>.Empty,
        DataConverter = full ? payloads.Text : null,
        SerializedInput = full ? Text(connection, read, 7) : null,
        SerializedOutput = full ? Text(connection, read, 8) : null,
        SerializedCustomStatus = full ? Text(connection, read, 9) : null,
        FailureDetails = full && PayloadTable.Resolve(connection, read.Blob(10)) is { } failure
            ? Failure.Decode(failure).Details
            : null,
    };

    private static string? Text(StoreConnection connection, StoreStatement read, int column) =>
        PayloadTable.Resolve(connection, read.Blob(column)) is { } bytes
            ? Encoding.UTF8.GetString(bytes)
            : null;
}
