using System.Collections.ObjectModel;
using TradingBase.Portfolio;
using TradingBase.Strategy;

namespace TradingBase.Risk;

/// <summary>
/// What orders are judged against, as plain data; the gate keeps its running sums in an exposure book.
/// </summary>
/// <param name="DeskTime">UTC.</param>
/// <param name="State">What the desk may do.</param>
/// <param name="Portfolio">What is held.</param>
/// <param name="Outlooks">What is known of each instrument that may be ordered.</param>
/// <param name="Working">Orders sent and not ended, each with the quantity that is left to fill.</param>
/// <param name="Recent">
/// Orders of the near past, for duplicates; newest last. Orders of the batch itself are not among them.
/// </param>
/// <param name="SessionAllows">Instruments whose market takes an order of this type now.</param>
/// <param name="MissedSessions">
/// Sessions of the market that ended since the reference became known, per instrument.
/// </param>
public sealed record RiskSituation(
    DateTimeOffset DeskTime, TradingState State, PortfolioState Portfolio,
    IReadOnlyDictionary<InstrumentId, InstrumentOutlook> Outlooks,
    IReadOnlyList<ProposedOrder> Working, IReadOnlyList<ProposedOrder> Recent,
    IReadOnlySet<InstrumentId> SessionAllows, IReadOnlyDictionary<InstrumentId, int> MissedSessions)
{
    /// <summary>What bounds the orders, in all its layers.</summary>
    public required RiskLimitSet Limits { get; init; }

    /// <summary>Which program judges under which configuration, or null when that is not known.</summary>
    public RunningVersion? Running { get; init; }

    /// <summary>Courses that ordered too often and wait for a person.</summary>
    /// <value>The default is none.</value>
    public IReadOnlySet<OrderCourse> Suspended { get; init; } = ReadOnlySet<OrderCourse>.Empty;

    /// <summary>How many of a market's newest orders were rejected in a row, by its name.</summary>
    /// <value>The default is none of any.</value>
    public IReadOnlyDictionary<string, int> Rejections { get; init; } =
        ReadOnlyDictionary<string, int>.Empty;

    /// <summary>Orders that are placed in slices, by client order id.</summary>
    /// <value>The default is none.</value>
    public IReadOnlyDictionary<string, ParentOrder> Parents { get; init; } =
        ReadOnlyDictionary<string, ParentOrder>.Empty;

    /// <summary>Markets whose venue takes no market orders, by name.</summary>
    /// <value>The default is none.</value>
    public IReadOnlySet<string> NoMarketOrders { get; init; } = ReadOnlySet<string>.Empty;
}
