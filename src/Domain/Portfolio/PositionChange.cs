namespace TradingBase.Portfolio;

/// <summary>What a trade made of a position.</summary>
/// <param name="Position">What is held now, or null when nothing is.</param>
/// <param name="Realised">
/// Gain or loss of the closed part, quote currency, before fees in cash; a fee in the traded coin is in it.
/// </param>
/// <param name="CashFlow">
/// Cash that came in, quote currency; negative when paid. A fee in cash is not in it.
/// </param>
public sealed record PositionChange(Position? Position, decimal Realised, decimal CashFlow);
