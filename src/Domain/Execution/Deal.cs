namespace TradingBase.Execution;

/// <summary>At which price, and when, a bar deals with an order, before slippage.</summary>
internal readonly record struct Deal(
    decimal? Price, BarMoment Moment, bool Slips, bool Maker, bool Triggered, string? Reason)
{
    public static Deal Take(decimal price, BarMoment moment, bool triggered = false) =>
        new(price, moment, Slips: true, Maker: false, triggered, null);

    public static Deal Refuse(string reason, bool triggered = false) =>
        new(null, BarMoment.Inside, Slips: false, Maker: false, triggered, reason);
}
