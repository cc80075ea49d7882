namespace TradingBase.Portfolio;

/// <summary>Everything the desk owns, in base currency, at a desk time.</summary>
/// <param name="BaseCurrency">What everything is counted in.</param>
/// <param name="DeskTime">UTC.</param>
/// <param name="Cash">Signed cash by currency.</param>
/// <param name="RatesToBase">Base currency per unit of each currency known; the base's own is 1.</param>
/// <param name="Positions">What is held, ordered by instrument; no zero quantities.</param>
/// <param name="PeakEquity">Highest equity ever recorded, base currency; at least the present one.</param>
/// <param name="DayStartEquity">
/// Equity at the start of the desk's day, adjusted for deposits, base currency.
/// </param>
public sealed record PortfolioState(
    string BaseCurrency, DateTimeOffset DeskTime,
    IReadOnlyDictionary<string, decimal> Cash, IReadOnlyDictionary<string, decimal> RatesToBase,
    IReadOnlyList<MarkedPosition> Positions, decimal PeakEquity, decimal DayStartEquity)
{
    /// <summary>
    /// Positions in currencies without a known rate, ordered by instrument: they are in no sum.
    /// </summary>
    public IReadOnlyList<Position> Unvalued { get; init; } = [];

    /// <summary>Cash in base currency; a currency without a known rate is not in it.</summary>
    public decimal CashInBase =>
        Cash.Sum(pair => RatesToBase.TryGetValue(pair.Key, out decimal rate) ? pair.Value * rate : 0);

    /// <summary>Cash plus positions, base currency.</summary>
    public decimal Equity => CashInBase + Positions.Sum(position => position.Value);

    /// <summary>How far equity is below its peak; zero or more.</summary>
    public Ratio Drawdown => PeakEquity <= 0 ? default : new(Math.Max(0, 1 - (Equity / PeakEquity)));

    /// <summary>Signed units held of an instrument; zero when none.</summary>
    public decimal QuantityOf(InstrumentId instrument) =>
        Positions.FirstOrDefault(held => held.Position.Instrument == instrument)?.Position.Quantity ?? 0;

    /// <summary>Whether an order only brings a filled position nearer to zero, not across it.</summary>
    /// <param name="instrument">Of what.</param>
    /// <param name="signedQuantity">Units, negative to sell.</param>
    public bool ShrinksWith(InstrumentId instrument, decimal signedQuantity)
    {
        decimal held = QuantityOf(instrument);
        return held != 0 && Math.Sign(held) == -Math.Sign(signedQuantity)
            && Math.Abs(signedQuantity) <= Math.Abs(held);
    }
}
