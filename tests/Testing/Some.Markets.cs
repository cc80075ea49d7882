using TradingBase.Markets;
using TradingBase.Markets.Catalog;

namespace TradingBase.Testing;

/// <summary>Builders of valid values; a test names only what matters to it.</summary>
public static partial class Some
{
    /// <summary>
    /// A desk time at which every market of the recorded data has bars: just after New York's close.
    /// </summary>
    public static readonly DateTimeOffset DeskTime = new(2017, 12, 29, 21, 5, 0, TimeSpan.Zero);

    /// <summary>The whole catalogue.</summary>
    public static IReadOnlyList<Market> Markets() =>
        [new UsEquities(), new CryptoSpot(), new Fx(), new Commodities()];

    /// <summary>An instrument as its market describes it.</summary>
    public static Instrument Instrument(
        string symbol = "AAPL", Market? market = null, bool tradable = true) =>
        (market ?? new UsEquities()).Describe(symbol, tradable);

    /// <summary>A daily bar, known at the end of its day.</summary>
    public static Bar Bar(
        DateTimeOffset? start = null, decimal close = 100m, decimal? open = null, decimal? high = null,
        decimal? low = null, decimal volume = 1_000_000m, DateTimeOffset? knownAt = null)
    {
        DateTimeOffset begin = start ?? new(2017, 12, 29, 0, 0, 0, TimeSpan.Zero);
        decimal first = open ?? close;
        return new(
            begin, knownAt ?? begin.AddDays(1), first,
            high ?? Math.Max(first, close), low ?? Math.Min(first, close), close, volume);
    }

    /// <summary>A daily series that ends with yesterday's bar, known at the desk time.</summary>
    /// <param name="closes">Oldest first.</param>
    /// <param name="instrument">The default is AAPL.</param>
    /// <param name="deskTime">The default is <see cref="DeskTime"/>.</param>
    public static BarSeries Series(
        IReadOnlyList<decimal> closes, Instrument? instrument = null, DateTimeOffset? deskTime = null)
    {
        DateTimeOffset today = new((deskTime ?? DeskTime).UtcDateTime.Date, TimeSpan.Zero);
        Bar[] bars = [.. closes.Select((close, i) => Bar(today.AddDays(i - closes.Count), close))];
        return new(
            instrument ?? Instrument(), TimeSpan.FromDays(1), "made by a test", Simulated: false, bars);
    }

    /// <summary>A snapshot of one market that holds some series.</summary>
    public static MarketSnapshot Snapshot(params BarSeries[] series) => new(
        series.Length == 0 ? "us-equities" : series[0].Instrument.Id.Market, DeskTime, Simulated: false,
        [.. series.Where(s => s.Instrument.Tradable)], [.. series.Where(s => !s.Instrument.Tradable)]);
}
