namespace TradingBase.Testing.Exchange;

/// <summary>One entry of the venue's books; its lines add up to zero in each asset.</summary>
public sealed record ExchangeEntry(
    long Number, DateTimeOffset At, string What, IReadOnlyList<ExchangeLine> Lines);
