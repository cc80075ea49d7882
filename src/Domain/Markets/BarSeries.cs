namespace TradingBase.Markets;

/// <summary>Bars of one instrument at equal steps, oldest first.</summary>
/// <param name="Instrument">What was traded.</param>
/// <param name="Step">Length of a bar; greater than zero.</param>
/// <param name="Source">Where the bars come from, such as <c>csv:equity/AAPL.1d</c>.</param>
/// <param name="Simulated">Whether the bars are made, not recorded; shown wherever they show.</param>
/// <param name="Bars">Shape (n), n ≥ 0, oldest first, starts strictly rising.</param>
public sealed record BarSeries(
    Instrument Instrument, TimeSpan Step, string Source, bool Simulated, IReadOnlyList<Bar> Bars)
{
    /// <summary>Length of a bar.</summary>
    public TimeSpan Step { get; } = Check.Positive(Step);

    /// <summary>When the newest bar became known, or null without bars.</summary>
    public DateTimeOffset? LastKnownAt => Bars.Count == 0 ? null : Bars[^1].KnownAt;
}
