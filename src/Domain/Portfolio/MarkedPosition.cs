namespace TradingBase.Portfolio;

/// <summary>A position with what it is worth.</summary>
/// <param name="Position">What is held.</param>
/// <param name="Mark">Newest price known, of a bar or a fill, quote currency.</param>
/// <param name="MarkedAt">When that price became known, UTC.</param>
/// <param name="RateToBase">Base currency per quote currency; greater than zero.</param>
public sealed record MarkedPosition(
    Position Position, decimal Mark, DateTimeOffset MarkedAt, decimal RateToBase)
{
    /// <summary>Signed worth in base currency.</summary>
    public decimal Value => Position.Quantity * Mark * Position.Multiplier * RateToBase;
}
