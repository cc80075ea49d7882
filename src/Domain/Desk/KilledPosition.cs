namespace TradingBase.Desk;

/// <summary>A position that a kill closes.</summary>
/// <param name="Instrument">Of what.</param>
/// <param name="Held">Signed units when the kill began.</param>
/// <param name="Left">Signed units now.</param>
/// <param name="Reason">Why something is left, as a sentence, or null.</param>
public sealed record KilledPosition(InstrumentId Instrument, decimal Held, decimal Left, string? Reason);
