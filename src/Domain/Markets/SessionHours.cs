namespace TradingBase.Markets;

/// <summary>
/// When a trading day runs, as time since midnight of the day's date on the exchange's clock.
/// </summary>
/// <param name="Open">First moment of trading; negative when the day opens on the evening before.</param>
/// <param name="Close">First moment after trading; 24 h is the midnight that ends the date.</param>
/// <param name="EarlyClose">
/// The same on a shortened day; equal to <paramref name="Close"/> if there is none.
/// </param>
/// <param name="WeekendsToo">Whether Saturday and Sunday are trading days like the others.</param>
/// <exception cref="ArgumentException">A close does not come after the open.</exception>
public sealed record SessionHours(
    TimeSpan Open, TimeSpan Close, TimeSpan EarlyClose, bool WeekendsToo = false)
{
    /// <summary>First moment after trading.</summary>
    public TimeSpan Close { get; } = After(Open, Close);

    /// <summary>First moment after trading on a shortened day.</summary>
    public TimeSpan EarlyClose { get; } = After(Open, EarlyClose);

    private static TimeSpan After(TimeSpan open, TimeSpan close) =>
        close > open ? close : throw new ArgumentException($"A close at {close} does not come after {open}.");
}
