using Microsoft.DurableTask.Client;
using TradingBase.LocalHost.Storage;

namespace TradingBase.LocalHost.Engine.Tables;

/// <summary>Which ended instances are meant; all times are UTC ticks.</summary>
internal sealed record EndedInstances
{
    private const int RowsAtOnce = 2_000;

    /// <summary>Started not before.</summary>
    internal long CreatedFrom { get; init; }

    /// <summary>Started before.</summary>
    internal long CreatedTo { get; init; } = long.MaxValue;

    /// <summary>Ended before.</summary>
    internal long CompletedBefore { get; init; } = long.MaxValue;

    /// <summary>A bit for each status.</summary>
    internal long Statuses { get; init; } = -1;

    /// <summary>Those that a client's filter means.</summary>
    internal static EndedInstances Of(PurgeInstancesFilter filter) => new()
    {
        CreatedFrom = filter.CreatedFrom?.UtcTicks ?? 0,
        CreatedTo = filter.CreatedTo?.UtcTicks ?? long.MaxValue,
        Statuses = filter.Statuses?.Aggregate(0L, (bits, status) => bits | (1L << (int)status)) ?? -1L,
    };

    /// <summary>Reads the next of them by a range of numbers, so that a large table is read once.</summary>
    /// <param name="connection">Reads.</param>
    /// <param name="after">The last number looked at before; 0 for the beginning.</param>
    /// <returns>Numbers that are meant, and the last one looked at; null at the end.</returns>
    internal (List<long> Keys, long? Last) Read(StoreConnection connection, long after)
    {
        List<long> keys = [];
        long? last = null;
        int rows = 0;
        bool anyOld = false;
        StoreStatement read = connection
            .Statement("""
                SELECT key, status, created, completed FROM instances WHERE key > ? ORDER BY key LIMIT ?
                """)
            .Bind(1, after)
            .Bind(2, RowsAtOnce);
        while (read.Read())
        {
            rows++;
            last = read.Int64(0);
            long created = read.Int64(2);
            anyOld |= created < CompletedBefore;
            if (!read.IsNull(3)
                && created >= CreatedFrom
                && created < CreatedTo
                && read.Int64(3) < CompletedBefore
                && ((Statuses >> read.Int32(1)) & 1) != 0)
            {
                keys.Add(read.Int64(0));
            }
        }

        // Numbers rise with time, so what follows so many young ones is young too. A few tell nothing: the
        // clock may have been ahead for a while.
        return (keys, rows < RowsAtOnce || !anyOld ? null : last);
    }
}
