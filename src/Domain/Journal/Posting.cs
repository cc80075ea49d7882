namespace TradingBase.Journal;

/// <summary>One side of an entry.</summary>
/// <param name="Account">
/// Such as <c>cash</c>, <c>equity:deposits</c>, <c>position</c>; those of an instrument end in it, as
/// <c>cost:AAPL@us-equities</c>, <c>realised:AAPL@us-equities</c>.
/// </param>
/// <param name="Currency">Currency code, or an instrument as <c>AAPL@us-equities</c> for units held.</param>
/// <param name="Amount">Signed amount.</param>
public sealed record Posting(string Account, string Currency, decimal Amount);
