using TradingBase.Risk;

namespace TradingBase.Desk;

/// <summary>What does not change while the desk runs.</summary>
/// <param name="Running">Which program runs under which configuration.</param>
/// <param name="NoMarketOrders">Markets whose venue takes no market orders, by name.</param>
public sealed record DeskFacts(RunningVersion Running, IReadOnlySet<string> NoMarketOrders);
