using TradingBase.Portfolio;
using TradingBase.Strategy;

namespace TradingBase.Risk;

/// <summary>
/// Running worst-case sums of positions, working orders and approvals, so that judging an order is O(1).
/// </summary>
/// <remarks>
/// Worst case per instrument: all open buys fill and no sell, or all open sells fill and no buy, whichever is
/// worse; the two are never netted. Not thread-safe: one book per batch. Looking allocates
/// nothing but once for a strategy that is new to an instrument.
/// </remarks>
public sealed class ExposureBook
{
    // Outside intents may ask for any number; beyond these bounds every limit is broken anyway, and sums stay
    // finite.
    private const decimal UnitsCap = 1e12m, PriceCap = 1e9m;

    private readonly Dictionary<InstrumentId, ExposureLine> _lines = [];
    private readonly Dictionary<string, MarketExposure> _markets = new(StringComparer.Ordinal);
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private readonly Dictionary<Likeness, DateTimeOffset> _alike = [];
    private readonly RiskLimitSet _limits;

    /// <summary>Opens a book.</summary>
    /// <param name="situation">What is held, working and known.</param>
    public ExposureBook(RiskSituation situation)
    {
        ArgumentNullException.ThrowIfNull(situation);
        _limits = situation.Limits;
        DeskTime = situation.DeskTime;
        State = situation.State;
        PortfolioState portfolio = situation.Portfolio;
        BaseCurrency = portfolio.BaseCurrency;
        Equity = portfolio.Equity;
        Drawdown = portfolio.Drawdown;
        DayStartEquity = portfolio.DayStartEquity;
        Free = portfolio.CashInBase;
        Unvalued = portfolio.Unvalued.Count;
        foreach (InstrumentOutlook outlook in situation.Outlooks.Values)
        {
            AddLine(situation, outlook.Instrument.Id, outlook.Instrument.Currency);
        }

        foreach (MarkedPosition held in portfolio.Positions)
        {
            Hold(situation, held);
        }

        foreach (ProposedOrder order in situation.Working)
        {
            AddLine(situation, order.Instrument.Id, order.Instrument.Currency);
            Add(Look(order));
        }

        foreach (ProposedOrder order in situation.Recent)
        {
            ExposureLine line = AddLine(situation, order.Instrument.Id, order.Instrument.Currency);
            Remember(order, line);
        }
    }

    /// <summary>UTC.</summary>
    public DateTimeOffset DeskTime { get; }

    /// <summary>What the desk may do.</summary>
    public TradingState State { get; }

    /// <summary>What everything is counted in.</summary>
    public string BaseCurrency { get; }

    /// <summary>Cash plus positions, base currency.</summary>
    public decimal Equity { get; }

    /// <summary>How far equity is below its peak.</summary>
    public Ratio Drawdown { get; }

    /// <summary>Equity when the day began, base currency.</summary>
    public decimal DayStartEquity { get; }

    /// <summary>Cash less the proceeds and the margin of short positions, base currency.</summary>
    public decimal Free { get; private set; }

    /// <summary>What open orders will need of the free cash, base currency.</summary>
    public decimal Reserved { get; private set; }

    /// <summary>Sum of every instrument's worse side, signs dropped, base currency.</summary>
    public decimal Gross { get; private set; }

    /// <summary>Sum of signed worths if every open buy fills and no sell does, base currency.</summary>
    public decimal Longest { get; private set; }

    /// <summary>Sum of signed worths if every open sell fills and no buy does, base currency.</summary>
    public decimal Shortest { get; private set; }

    /// <summary>Orders that are open, approvals included.</summary>
    public int OpenOrders { get; private set; }

    /// <summary>Instruments that are held or that open orders would bring.</summary>
    public int OpenPositions { get; private set; }

    /// <summary>Orders decided within the rate's window, approvals included.</summary>
    public int OrdersInWindow { get; private set; }

    /// <summary>Positions and open orders that no rate to the base currency is known for.</summary>
    public int Unvalued { get; private set; }

    /// <summary>Gathers what the rules measure of an order.</summary>
    public OrderFacts Look(ProposedOrder order)
    {
        ArgumentNullException.ThrowIfNull(order);
        _ = _lines.TryGetValue(order.Instrument.Id, out ExposureLine? line);
        decimal units = Math.Min(order.Quantity, UnitsCap);
        bool shrinks = line is not null && Shrinks(line, order.Side, units);
        StrategyCourse? course = line is null ? null : CourseOf(line, order.Strategy);
        RiskLimits limits = course?.Limits ?? _limits.Of(order.Instrument.Id, order.Strategy);
        decimal? rate = line?.RateToBase;
        if (line is null || rate is null)
        {
            return new(this, line, course, limits, order, units, shrinks, valued: false, 0, 0, 0, 0, 0, 0, 0);
        }

        decimal unitValue = UnitValueOf(line, order, rate.Value);

        // An exit's price can only close; it makes nothing that stays worth more.
        decimal worth = shrinks ? line.UnitValue : Math.Max(line.UnitValue, unitValue);
        decimal bought = order.Side is OrderSide.Buy ? units : 0, sold = units - bought;
        decimal longest = (line.Held + line.OpenBuys + bought) * worth;
        decimal shortest = (line.Held - line.OpenSells - sold) * worth;
        decimal worst = Math.Max(Math.Abs(longest), Math.Abs(shortest));
        return new(
            this, line, course, limits, order, units, shrinks, valued: Unvalued == 0, unitValue,
            Needs(line, order.Side, units, unitValue),
            worst, line.Market.Gross - line.Worst + worst, Gross - line.Worst + worst,
            Longest - line.Longest + longest, Shortest - line.Shortest + shortest);
    }

    /// <summary>Counts an order as open from now on.</summary>
    /// <param name="facts">What <see cref="Look"/> gave for it on this book.</param>
    public void Add(in OrderFacts facts)
    {
        ExposureLine line = facts.Line
            ?? throw new InvalidOperationException($"{facts.Order.Instrument.Id} is not in the book.");
        OpenOrders++;
        Remember(facts.Order, line);
        Count(line, -1);
        line.UnitValue = facts.Shrinks ? line.UnitValue : Math.Max(line.UnitValue, facts.UnitValue);
        if (facts.Order.Side is OrderSide.Buy)
        {
            line.OpenBuys += facts.Units;
            line.HighestBuy = Math.Max(line.HighestBuy ?? decimal.MinValue, facts.OwnPrice);
        }
        else
        {
            line.OpenSells += facts.Units;
            line.LowestSell = Math.Min(line.LowestSell ?? decimal.MaxValue, facts.OwnPrice);
        }

        Count(line, +1);
        Reserved += facts.Needs;
        Unvalued += line.RateToBase is null ? 1 : 0;
    }

    /// <summary>Whether an order bears the id of an earlier one.</summary>
    internal bool KnowsId(string clientOrderId) => _ids.Contains(clientOrderId);

    /// <summary>When the newest order like this one was decided, or null when there is none.</summary>
    internal DateTimeOffset? LikeDecidedAt(ProposedOrder order, ExposureLine line) =>
        _alike.TryGetValue(Likeness.Of(order, line), out DateTimeOffset at) ? at : null;

    // Takes a line out of the sums, or puts it back after a change.
    private void Count(ExposureLine line, int sign)
    {
        Gross += sign * line.Worst;
        Longest += sign * line.Longest;
        Shortest += sign * line.Shortest;
        line.Market.Gross += sign * line.Worst;
        OpenPositions += line.IsOpen ? sign : 0;
    }

    private static bool Shrinks(ExposureLine line, OrderSide side, decimal units) => side is OrderSide.Sell
        ? line.Held > 0 && line.OpenSells + units <= line.Held
        : line.Held < 0 && line.OpenBuys + units <= -line.Held;

    private static decimal UnitValueOf(ExposureLine line, ProposedOrder order, decimal rate)
    {
        decimal reference = Math.Abs(line.Outlook?.ReferencePrice ?? order.ReferencePrice);
        decimal price = Math.Max(reference, Math.Abs(order.LimitPrice ?? 0));
        return Math.Min(price, PriceCap) * (line.Outlook?.Instrument ?? order.Instrument).Multiplier * rate;
    }

    private static decimal Needs(ExposureLine line, OrderSide side, decimal units, decimal unitValue)
    {
        if (side is OrderSide.Buy)
        {
            return units * unitValue;
        }

        decimal left = Math.Max(0, line.Held - line.OpenSells);
        return Math.Max(0, units - left) * unitValue * line.Limits.ShortMargin.Value;
    }

    private void Hold(RiskSituation situation, MarkedPosition held)
    {
        ExposureLine line = AddLine(situation, held.Position.Instrument, held.Position.Currency);
        decimal worth = Math.Abs(held.Mark) * held.Position.Multiplier * held.RateToBase;
        Count(line, -1);
        line.Held += held.Position.Quantity;
        Free -= Math.Max(0, -held.Position.Quantity) * worth * (1 + line.Limits.ShortMargin.Value);
        line.UnitValue = Math.Max(line.UnitValue, worth);
        Count(line, +1);
    }

    private ExposureLine AddLine(RiskSituation situation, InstrumentId id, string currency)
    {
        if (!_lines.TryGetValue(id, out ExposureLine? line))
        {
            line = new(
                _lines.Count,
                id,
                MarketOf(id),
                _limits.Of(id, null),
                situation.Outlooks.TryGetValue(id, out InstrumentOutlook? outlook) ? outlook : null,
                situation.Portfolio.RatesToBase.TryGetValue(currency, out decimal rate) ? rate : null,
                situation.MissedSessions.TryGetValue(id, out int missed) ? missed : null,
                situation.SessionAllows.Contains(id));
            _lines.Add(id, line);
        }

        return line;
    }

    private MarketExposure MarketOf(InstrumentId id)
    {
        if (!_markets.TryGetValue(id.Market, out MarketExposure? market))
        {
            _markets.Add(id.Market, market = new());
        }

        return market;
    }

    // Few strategies deal in one instrument: walking along them is faster than hashing their names.
    private StrategyCourse CourseOf(ExposureLine line, string strategy)
    {
        StrategyCourse? course = line.Courses;
        while (course is not null && course.Strategy != strategy)
        {
            course = course.Next;
        }

        return course ?? (line.Courses = new(strategy, _limits.Of(line.Id, strategy), line.Courses));
    }

    private void Remember(ProposedOrder order, ExposureLine line)
    {
        // An order that works is among those of the near past too; it was decided once.
        if (_ids.Add(order.ClientOrderId))
        {
            TimeSpan age = DeskTime - order.DecidedAt;
            OrdersInWindow += age < _limits.Desk.OrderRateWindow ? 1 : 0;
            StrategyCourse course = CourseOf(line, order.Strategy);
            if (age < course.Limits.RepeatWindow)
            {
                course.Buys += order.Side is OrderSide.Buy ? 1 : 0;
                course.Sells += order.Side is OrderSide.Sell ? 1 : 0;
            }
        }

        var like = Likeness.Of(order, line);
        _alike[like] = _alike.TryGetValue(like, out DateTimeOffset at) && at > order.DecidedAt
            ? at
            : order.DecidedAt;
    }

    private readonly record struct Likeness(int Line, OrderSide Side, decimal Quantity, decimal? LimitPrice)
    {
        internal static Likeness Of(ProposedOrder order, ExposureLine line) =>
            new(line.Index, order.Side, order.Quantity, order.LimitPrice);
    }
}
