namespace TradingBase.Analysis;

/// <summary>What came out of the debate on one instrument.</summary>
/// <param name="Instrument">Of what.</param>
/// <param name="Stance">From −1, sell, to 1, buy: the judge's.</param>
/// <param name="Confidence">From 0 to 1.</param>
/// <param name="HorizonDays">How long it holds, days; greater than zero.</param>
/// <param name="Disagreement">
/// From 0, all alike, to 1: dispersion of the stances weighted by confidence.
/// </param>
/// <param name="Bull">The strongest case for buying, from 0 to 1.</param>
/// <param name="Bear">The strongest case for selling, from 0 to 1.</param>
/// <param name="Verdict">The judge's sentence.</param>
/// <param name="Views">Every analyst's view, abstentions too, ordered by analyst.</param>
public sealed record Insight(
    InstrumentId Instrument, double Stance, double Confidence, int HorizonDays, double Disagreement,
    double Bull, double Bear, string Verdict, IReadOnlyList<AnalystView> Views);
