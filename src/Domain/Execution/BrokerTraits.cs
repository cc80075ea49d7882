namespace TradingBase.Execution;

/// <summary>What a venue can do, as far as the desk has to know.</summary>
public sealed record BrokerTraits
{
    /// <summary>Whether it is no venue at all: orders are filled in recorded or simulated bars.</summary>
    /// <value>The default is false; only such a broker may be sent orders in replayed time.</value>
    public bool OnPaper { get; init; }

    /// <summary>
    /// How long after it was sent an order without an answer may still arrive at the venue; zero or more.
    /// </summary>
    /// <value>
    /// The default is one minute. Only after it does "no such order" prove that the order was lost.
    /// </value>
    public TimeSpan ArrivalWindow { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Whether one request takes all open orders back.</summary>
    public bool CancelsAllAtOnce { get; init; }

    /// <summary>Whether the venue takes all orders back by itself when the desk falls silent.</summary>
    public bool HasDeadManSwitch { get; init; }

    /// <summary>Whether it takes market orders.</summary>
    /// <value>The default is true; else a way out is a limit order that can be filled at once.</value>
    public bool TakesMarketOrders { get; init; } = true;
}
