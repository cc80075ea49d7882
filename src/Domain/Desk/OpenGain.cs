namespace TradingBase.Desk;

/// <summary>What the positions of an instrument would gain if they were closed at its mark.</summary>
/// <param name="Instrument">Of what.</param>
/// <param name="Currency">Quote currency, which the gain is in.</param>
/// <param name="Amount">All accounts and legs together; negative for a loss.</param>
public sealed record OpenGain(InstrumentId Instrument, string Currency, decimal Amount);
