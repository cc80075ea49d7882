namespace TradingBase.Adapters.MarketData;

/// <summary>A day of a simulated market, the same for all of its instruments.</summary>
/// <param name="Start">Midnight, UTC.</param>
/// <param name="KnownAt">When the day's bar may first be used, UTC.</param>
/// <param name="Length">Trading time as a share of the longest day's; above zero, at most 1.</param>
/// <param name="Factor">How the whole market moves, standard deviations of a usual day.</param>
internal readonly record struct SimulatedDay(
    DateTimeOffset Start, DateTimeOffset KnownAt, double Length, double Factor);
