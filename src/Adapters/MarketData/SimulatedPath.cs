using TradingBase.Markets;

namespace TradingBase.Adapters.MarketData;

/// <summary>One instrument's price as it walks from day to day.</summary>
/// <remarks>
/// Uses the four operations and the square root alone, which every machine rounds alike; exponentials and
/// logarithms differ in their last digit from one library to the next, and a rounded price would follow.
/// </remarks>
internal sealed class SimulatedPath
{
    private readonly Instrument _instrument;
    private readonly SeededRandom _random;
    private readonly double _deviation;
    private readonly double _beta;
    private readonly double _first;
    private readonly double _turnover;
    private SimulatedRegime _regime;
    private double _level;
    private double _average;

    /// <summary>
    /// Draws the instrument's character: its first price, how far it moves, and how much with its market.
    /// </summary>
    /// <param name="instrument">Kind, tick and lot.</param>
    /// <param name="random">Decides everything from here on.</param>
    public SimulatedPath(Instrument instrument, SeededRandom random)
    {
        _instrument = instrument;
        _random = random;
        (double low, double high, double deviation, double turnover) = instrument.Kind switch
        {
            InstrumentKind.Crypto => (5.0, 5_000.0, 0.035, 2e7),
            InstrumentKind.Fx => (0.7, 1.6, 0.005, 0),
            InstrumentKind.Commodity => (20.0, 2_000.0, 0.010, 0),
            _ => (15.0, 400.0, 0.015, 1.5e8),
        };

        // The square favours the lower prices, as markets do.
        double place = random.NextUnit();
        _first = low + ((high - low) * place * place);
        _deviation = deviation * (0.6 + (0.8 * random.NextUnit()));
        _beta = 0.2 + (0.6 * random.NextUnit());
        _turnover = turnover * (0.2 + (1.6 * random.NextUnit()));
        _regime = SimulatedRegime.First(random);
        _level = _first;
        _average = _first;
    }

    /// <summary>Walks through a day.</summary>
    /// <returns>The day's bar, on tick.</returns>
    public Bar Next(SimulatedDay day)
    {
        _regime = _regime.Next(_random);

        // A shorter day moves less: variance grows with time.
        double deviation = _deviation * Math.Sqrt(day.Length);
        double before = _level;
        double opened = before * (1 + (0.2 * deviation * _random.NextNormal()));
        double move = deviation * Move(day);
        _level = Bounded(before * (1 + Math.Clamp(move, -0.35, 0.5)));
        _average += 0.05 * (_level - _average);

        double reach = 0.4 * deviation * _regime.Volatility;
        double top = Math.Max(opened, _level) * (1 + (reach * Math.Abs(_random.NextNormal())));
        double fall = Math.Min(0.5, reach * Math.Abs(_random.NextNormal()));
        double bottom = Math.Min(opened, _level) * (1 - fall);
        decimal open = OnTick(opened);
        decimal close = OnTick(_level);
        return new(
            day.Start, day.KnownAt, open,
            Math.Max(OnTick(top), Math.Max(open, close)),
            Math.Min(OnTick(bottom), Math.Min(open, close)),
            close, Volume(day, Math.Abs(move) / deviation));
    }

    private double Move(SimulatedDay day)
    {
        double ownShare = Math.Sqrt(1 - (_beta * _beta));
        double move = (_beta * day.Factor)
            + (_regime.Volatility * (_regime.Drift + (ownShare * _random.NextNormal())));
        double pull = _regime.Reversion * ((_average / _level) - 1) / _deviation;
        double jump = _random.NextUnit() < _regime.Jumps ? 3 * _random.NextNormal() : 0;
        return move + pull + jump;
    }

    // Without bounds a long walk ends at a price of one tick, or at one that nobody would believe.
    private double Bounded(double level) => Math.Clamp(level, _first / 20, _first * 20);

    private decimal OnTick(double price) =>
        Math.Max(_instrument.Tick, Math.Round((decimal)price / _instrument.Tick) * _instrument.Tick);

    private decimal Volume(SimulatedDay day, double surprise)
    {
        double interest = (0.5 + _random.NextUnit()) * (0.5 + Math.Min(4, surprise));
        double units = _turnover / _level * day.Length * interest;

        // Nobody reports a coin's volume to the last satoshi of a day.
        decimal step = Math.Max(_instrument.Lot, 0.0001m);
        return Math.Round((decimal)units / step) * step;
    }
}
