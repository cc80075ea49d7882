namespace TradingBase.Testing.Exchange;

/// <summary>The best prices from one moment on.</summary>
/// <param name="At">From when on, UTC.</param>
/// <param name="Bid">What buyers pay.</param>
/// <param name="Ask">What sellers want; more than the bid.</param>
/// <param name="Size">How much trades at each level on each side, base; zero or more.</param>
public readonly record struct ExchangeQuote(DateTimeOffset At, decimal Bid, decimal Ask, decimal Size);
