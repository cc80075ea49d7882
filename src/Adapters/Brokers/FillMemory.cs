using System.Collections.Concurrent;
using TradingBase.Execution;

namespace TradingBase.Adapters.Brokers;

/// <summary>Fills of orders that were read already: what was seen once is not asked for again.</summary>
/// <remarks>Thread-safe. Holds orders that work; one that has ended is forgotten with its fills.</remarks>
internal sealed class FillMemory
{
    // A venue may tell a trade a while after it tells a later one, and its clock may have been set back.
    private static readonly TimeSpan Doubt = TimeSpan.FromMinutes(2);

    private readonly ConcurrentDictionary<string, IReadOnlyList<Fill>> _seen = new(StringComparer.Ordinal);

    /// <summary>Gives an order's fills; asks only for those that are missing.</summary>
    /// <param name="orderId">The venue's id.</param>
    /// <param name="filled">Units filled, as the order says.</param>
    /// <param name="created">When the venue took the order, UTC.</param>
    /// <param name="ended">When it ended, UTC, or null while it works.</param>
    /// <param name="read">Reads fills between two moments; the second is null for the present.</param>
    /// <returns>Ordered by time; fewer than were filled where the venue does not show them yet.</returns>
    internal async Task<IReadOnlyList<Fill>> ReadAsync(
        string orderId, decimal filled, DateTimeOffset created, DateTimeOffset? ended,
        Func<DateTimeOffset, DateTimeOffset?, Task<List<Fill>>> read)
    {
        IReadOnlyList<Fill> seen = filled > 0 ? _seen.GetValueOrDefault(orderId) ?? [] : [];

        // More than was filled: a trade was broken, and all of them are asked for anew.
        seen = Sum(seen) <= filled ? seen : [];
        if (Sum(seen) != filled)
        {
            DateTimeOffset from = (seen.Count == 0 ? created : seen[^1].AtUtc) - Doubt;
            seen = Merge(seen, await read(from, ended + Doubt));
            if (Sum(seen) < filled && (from > created - Doubt || ended is not null))
            {
                seen = Merge(seen, await read(created - Doubt, null));
            }
        }

        if (ended is not null && Sum(seen) == filled)
        {
            _seen.TryRemove(orderId, out _);
        }
        else if (seen.Count > 0)
        {
            _seen[orderId] = seen;
        }

        return seen;
    }

    private static IReadOnlyList<Fill> Merge(IReadOnlyList<Fill> seen, List<Fill> found) =>
    [
        .. seen.Concat(found).DistinctBy(fill => fill.TradeId, StringComparer.Ordinal)
            .OrderBy(fill => fill.AtUtc).ThenBy(fill => fill.TradeId, StringComparer.Ordinal),
    ];

    private static decimal Sum(IReadOnlyList<Fill> fills) => fills.Sum(fill => fill.Quantity);
}
