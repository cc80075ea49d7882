namespace TradingBase.Journal;

/// <summary>What an account earned or paid of one kind, over all its time.</summary>
/// <param name="Kind">
/// <c>realised</c>, <c>fees</c>, <c>income</c> (dividends, funding), <c>interest</c>, <c>inference</c> or
/// <c>adjustments</c>.
/// </param>
/// <param name="Instrument">Of what, or null where it is of none.</param>
/// <param name="Currency">
/// Of the amount; a coin's fee in itself is in units, written as the instrument.
/// </param>
/// <param name="Amount">What came in; negative for a loss or a cost.</param>
public sealed record LedgerResult(string Kind, InstrumentId? Instrument, string Currency, decimal Amount);
