using TradingBase.Analysis;
using TradingBase.Markets;

namespace TradingBase.Testing;

public static partial class Some
{
    /// <summary>
    /// A seeded random walk of daily bars with ranges and volume, its last bar yesterday's.
    /// </summary>
    /// <param name="count">How many bars.</param>
    /// <param name="seed">
    /// The same seed gives the same walk, and a longer walk starts as a shorter one does.
    /// </param>
    /// <param name="instrument">The default is AAPL.</param>
    /// <param name="drift">What each bar adds on average, a fraction.</param>
    /// <param name="step">How far a bar goes, a fraction.</param>
    public static BarSeries Walk(
        int count, int seed = 1, Instrument? instrument = null, double drift = 0.0005, double step = 0.012)
    {
        Random random = new(seed);
        DateTimeOffset today = new(DeskTime.UtcDateTime.Date, TimeSpan.Zero);
        Bar[] bars = new Bar[count];
        decimal close = 100m;
        for (int i = 0; i < count; i++)
        {
            decimal open = close;
            close = Math.Round(close * (decimal)(1 + drift + (step * ((2 * random.NextDouble()) - 1))), 4);
            decimal reach = Math.Round(close * (decimal)(step * random.NextDouble()), 4);
            decimal volume = 1_000_000 + random.Next(1_000_000);
            bars[i] = Bar(
                today.AddDays(i - count), close, open, Math.Max(open, close) + reach,
                Math.Min(open, close) - reach, volume);
        }

        return new(
            instrument ?? Instrument(), TimeSpan.FromDays(1), "made by a test", Simulated: false, bars);
    }

    /// <summary>An assignment for every tradable instrument of a snapshot.</summary>
    public static AnalystAssignment Assignment(MarketSnapshot snapshot, int periodsPerYear = 252) => new(
        "cycle-20171229T2105", snapshot, periodsPerYear,
            [.. snapshot.Series.Select(series => series.Instrument.Id)],
        DeskTime.AddMinutes(2));

    /// <summary>One analyst's view.</summary>
    public static AnalystView View(
        string analyst = "trend", double stance = 0.5, double confidence = 0.5, int horizonDays = 20,
        InstrumentId? instrument = null) => new(
            analyst, instrument ?? new("AAPL", "us-equities"), stance, confidence, horizonDays, false, null,
                []);

    /// <summary>What a debate came to.</summary>
    public static Insight Insight(
        double stance =
            0.5, double confidence = 0.5, double disagreement = 0.1, InstrumentId? instrument = null) =>
        new(
            instrument ?? new("AAPL", "us-equities"), stance, confidence, 20, disagreement,
                Math.Max(stance, 0),
            Math.Max(-stance, 0), "made by a test", []);
}
