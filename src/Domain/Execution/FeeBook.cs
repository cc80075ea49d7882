using TradingBase.Markets;

namespace TradingBase.Execution;

/// <summary>The dated fee tables of venues: those built in, and those configured.</summary>
/// <remarks>
/// Immutable and thread-safe. A configured table replaces a built-in one of its name from its day on.
/// Source: the built-in figures are those of LEAN's fee models (<c>Common/Orders/Fees</c>), taken from this
/// project's notes on trading and not from the venues' own lists of any one day. They carry no date and stand
/// for all the past: an account that pays otherwise configures its table.
/// </remarks>
public sealed class FeeBook
{
    /// <summary>Schedule of a market whose costs hold one rate for all fills.</summary>
    public const string Taker = "taker";

    private readonly ILookup<string, FeeTable> _tables;

    /// <summary>Takes what was configured.</summary>
    /// <param name="configured">In any order; the last of equal name and day counts.</param>
    public FeeBook(IEnumerable<FeeTable> configured) => _tables = BuiltIn.Concat(configured)
        .ToLookup(table => table.Name, StringComparer.Ordinal);

    /// <summary>What is known without configuration.</summary>
    public static IReadOnlyList<FeeTable> BuiltIn { get; } =
    [
        new()
        {
            Name = "ib-us-equity", Form = FeeForm.Shares, PerUnit = 0.005m, Minimum = 1, MaximumBps = 50,
        },
        new() { Name = "ib-us-option", Form = FeeForm.Contracts, PerUnit = 0.65m, Minimum = 1 },
        new() { Name = "ib-fx", MakerBps = 0.20m, TakerBps = 0.20m, Minimum = 2 },
        new() { Name = "alpaca-equity" },
        new() { Name = "alpaca-crypto", MakerBps = 15, TakerBps = 25 },
        new() { Name = "binance-spot", MakerBps = 10, TakerBps = 10, InReceivedCoin = true },
        new() { Name = "binance-futures", MakerBps = 2, TakerBps = 4 },
        new() { Name = "kraken", MakerBps = 16, TakerBps = 26, StableMakerBps = 20, StableTakerBps = 20 },
        new() { Name = "coinbase", MakerBps = 60, TakerBps = 80, StableMakerBps = 0, StableTakerBps = 0.1m },
    ];

    /// <summary>Schedules that have tables, and the one that needs none; ordered.</summary>
    public IReadOnlyList<string> Names =>
        [.. _tables.Select(group => group.Key).Append(Taker).Order(StringComparer.Ordinal)];

    /// <summary>Whether a schedule has tables.</summary>
    /// <param name="name">Such as <c>kraken</c>.</param>
    public bool Knows(string name) => name == Taker || _tables.Contains(name);

    /// <summary>Finds the table that is valid at a moment.</summary>
    /// <param name="costs">Names the schedule, and has the rate of <see cref="Taker"/>.</param>
    /// <param name="at">When the fill was, UTC.</param>
    /// <exception cref="ArgumentException">No such table is valid then.</exception>
    public FeeTable Find(TradingCosts costs, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(costs);
        if (costs.Schedule == Taker)
        {
            return new() { Name = Taker, MakerBps = costs.TakerBps, TakerBps = costs.TakerBps };
        }

        DateOnly day = DateOnly.FromDateTime(at.UtcDateTime);
        return _tables[costs.Schedule]
            .Where(table => table.ValidFrom <= day)
            .OrderBy(table => table.ValidFrom)
            .LastOrDefault()
            ?? throw new ArgumentException(
                $"'{costs.Schedule}' has no fee table on {day:yyyy-MM-dd}: "
                    + $"one of {string.Join(", ", Names)} was expected.",
                nameof(costs));
    }
}
