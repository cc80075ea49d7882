namespace TradingBase.Desk;

/// <summary>What was earned, base currency at the present rates; losses and costs are negative.</summary>
/// <param name="Realised">By closing positions; fees that a venue took in the coin itself are in it.</param>
/// <param name="UnrealisedChange">How the gain of what is held moved.</param>
/// <param name="Fees">What venues took in cash.</param>
/// <param name="Income">Dividends and funding.</param>
/// <param name="Total">All four together.</param>
public sealed record DailyResult(
    decimal Realised, decimal UnrealisedChange, decimal Fees, decimal Income, decimal Total);
