namespace TradingBase.Analysis;

/// <summary>What one analyst thinks of one instrument.</summary>
/// <param name="Analyst">Who.</param>
/// <param name="Instrument">Of what.</param>
/// <param name="Stance">From −1, sell, to 1, buy; zero when abstained.</param>
/// <param name="Confidence">From 0 to 1; zero when abstained.</param>
/// <param name="HorizonDays">How long the view holds, days; greater than zero.</param>
/// <param name="Abstained">Whether the analyst has no view.</param>
/// <param name="Reason">Why it abstained, or a sentence on the view, or null.</param>
/// <param name="Evidence">What the view rests on, in a fixed order.</param>
/// <param name="Endpoint">Which endpoint answered, or null for plain code.</param>
/// <param name="Usd">This view's share of what was paid, US dollars.</param>
/// <param name="InputTokens">This view's share of the tokens read.</param>
/// <param name="OutputTokens">This view's share of the tokens written.</param>
public sealed record AnalystView(
    string Analyst, InstrumentId Instrument, double Stance, double Confidence, int HorizonDays,
    bool Abstained, string? Reason, IReadOnlyList<FeatureValue> Evidence,
    string? Endpoint = null, decimal Usd = 0m, int InputTokens = 0, int OutputTokens = 0)
{
    /// <summary>From −1 to 1.</summary>
    public double Stance { get; } = Check.Within(Stance, -1, 1);

    /// <summary>From 0 to 1.</summary>
    public double Confidence { get; } = Check.Within(Confidence, 0, 1);

    /// <summary>Makes the view of an analyst who has none.</summary>
    public static AnalystView Abstain(
        string analyst, InstrumentId instrument, string reason, IReadOnlyList<FeatureValue>? evidence =
            null) =>
        new(analyst, instrument, 0, 0, 1, true, reason, evidence ?? []);
}
