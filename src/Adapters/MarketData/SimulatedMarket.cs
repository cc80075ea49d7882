using System.Globalization;
using TradingBase.Markets;

namespace TradingBase.Adapters.MarketData;

/// <summary>One market of the simulation: its days, its common factor and its instruments.</summary>
internal sealed class SimulatedMarket
{
    private static readonly TimeSpan Step = TimeSpan.FromDays(1);

    private readonly Market _market;
    private readonly SimulatedFeedOptions _options;
    private readonly Lazy<List<SimulatedDay>> _days;

    /// <summary>Names the instruments; days and prices are made when they are asked for.</summary>
    /// <param name="market">Whose calendar and steps are used.</param>
    /// <param name="count">How many instruments; zero or more.</param>
    /// <param name="options">Seed and first and last day.</param>
    public SimulatedMarket(Market market, int count, SimulatedFeedOptions options)
    {
        _market = market;
        _options = options;
        _days = new(MakeDays);
        Instruments = [.. Enumerable.Range(1, count).Select(Name).OrderBy(instrument => instrument.Id)];
    }

    /// <summary>Ordered by id.</summary>
    public IReadOnlyList<Instrument> Instruments { get; }

    /// <summary>Finds an instrument, or null.</summary>
    public Instrument? Find(InstrumentId id) => Instruments.FirstOrDefault(instrument => instrument.Id == id);

    /// <summary>Makes all bars of an instrument.</summary>
    public Bar[] MakeBars(Instrument instrument)
    {
        SeededRandom own = new(_options.Seed, instrument.Id.ToString());
        SimulatedPath path = new(instrument, own);
        return [.. _days.Value.Select(path.Next)];
    }

    private Instrument Name(int number)
    {
        InstrumentKind kind = _market.Describe("SIM", tradable: true).Kind;
        string text = number.ToString("000", CultureInfo.InvariantCulture);
        return _market.Describe(
            kind switch
            {
                InstrumentKind.Crypto => $"SIM-CR{text}{_market.Currency}",
                InstrumentKind.Fx => $"SIM-FX{text}{_market.Currency}",
                InstrumentKind.Commodity => $"SIM-CM{text}",
                InstrumentKind.Future => $"SIM-FU{text}",
                _ => $"SIM-EQ{text}",
            },
            tradable: true);
    }

    /// <summary>
    /// Finds the days of UTC on which the market trades, how long, and how the whole market moves.
    /// </summary>
    private List<SimulatedDay> MakeDays()
    {
        SeededRandom random = new(_options.Seed, _market.Name);
        SimulatedRegime regime = SimulatedRegime.First(random);
        List<SimulatedDay> days = [];

        // The usual day is that of the first weeks, so that a later last day changes nothing before it.
        TimeSpan usual = TradingTime(_options.From, _options.From.AddDays(14)).Values.Max();
        foreach ((DateOnly date, TimeSpan time) in TradingTime(_options.From, _options.To))
        {
            regime = regime.Next(random);
            double factor = regime.Volatility * (regime.Drift + random.NextNormal());
            DateTimeOffset start = new(date, TimeOnly.MinValue, TimeSpan.Zero);
            days.Add(new(start, _market.KnownAt(start, Step), Math.Min(1, time / usual), factor));
        }

        return days;
    }

    private SortedDictionary<DateOnly, TimeSpan> TradingTime(DateOnly first, DateOnly last)
    {
        SortedDictionary<DateOnly, TimeSpan> traded = [];
        DateTimeOffset from = new(first, TimeOnly.MinValue, TimeSpan.Zero);
        DateTimeOffset to = new(last.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero);
        foreach (TradingSession session in _market.SessionsFrom(from).TakeWhile(session => session.Open < to))
        {
            DateTimeOffset at = session.Open > from ? session.Open : from;
            DateTimeOffset close = session.Close < to ? session.Close : to;
            while (at < close)
            {
                DateTimeOffset midnight = new(at.UtcDateTime.Date.AddDays(1), TimeSpan.Zero);
                DateTimeOffset end = midnight < close ? midnight : close;
                DateOnly date = DateOnly.FromDateTime(at.UtcDateTime);
                traded[date] = traded.GetValueOrDefault(date) + (end - at);
                at = end;
            }
        }

        return traded;
    }
}
