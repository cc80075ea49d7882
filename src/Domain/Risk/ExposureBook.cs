using TradingBase.Portfolio;
using TradingBase.Strategy;

namespace TradingBase.Risk;

/// <summary>
/// Running worst-case sums of positions, working orders and approvals, so that judging an order is O(1).
/// </summary>
/// <remarks>
/// Worst case per instrument: all open buys fill and no sell, or all open sells fill and no buy, whichever is
/// worse; the two are never netted. A parent and its slices are never counted twice: what a slice takes is
/// not among what is left of its parent. Not thread-safe: one book per batch. Looking allocates nothing but
/// once for a strategy that is new to an instrument.
/// </remarks>
public sealed class ExposureBook
{
    // Outside intents may ask for any number; beyond these bounds every limit is broken anyway, and sums stay
    // finite.
    private const decimal UnitsCap = 1e12m, PriceCap = 1e9m;

    private readonly ExposureLines _lines;
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private readonly RiskSituation _situation;
    private readonly bool _loaded;

    /// <summary>Opens a book.</summary>
    /// <param name="situation">What is held, working and known.</param>
    /// <param name="purpose">What the orders to come are for.</param>
    public ExposureBook(RiskSituation situation, OrderPurpose purpose = OrderPurpose.Trade)
    {
        ArgumentNullException.ThrowIfNull(situation);
        _situation = situation;
        Purpose = purpose;
        PortfolioState portfolio = situation.Portfolio;
        Equity = portfolio.Equity;
        HasEquity = Equity > 0;
        Drawdown = portfolio.Drawdown;
        DayStartEquity = portfolio.DayStartEquity;
        DailyLoss = DayStartEquity > 0 ? Math.Max(0, 1 - (Equity / DayStartEquity)) : null;
        Free = portfolio.CashInBase;
        Unvalued = portfolio.Unvalued.Count;
        VersionsApproved = Versions.Approved(situation);
        _lines = new(situation);
        foreach (MarkedPosition held in portfolio.Positions)
        {
            Hold(held);
        }

        foreach (ProposedOrder order in situation.Working)
        {
            _lines.Add(order.Instrument.Id, order.Instrument.Currency);
            Add(Look(order));
        }

        foreach (ProposedOrder order in situation.Recent)
        {
            Remember(order, _lines.Add(order.Instrument.Id, order.Instrument.Currency));
        }

        _loaded = true;
    }

    /// <summary>UTC.</summary>
    public DateTimeOffset DeskTime => _situation.DeskTime;

    /// <summary>What the desk may do.</summary>
    public TradingState State => _situation.State;

    /// <summary>What everything is counted in.</summary>
    public string BaseCurrency => _situation.Portfolio.BaseCurrency;

    /// <summary>The program and the configuration that judge, or null when they are not known.</summary>
    public RunningVersion? Running => _situation.Running;

    /// <summary>What the orders are for.</summary>
    public OrderPurpose Purpose { get; }

    /// <summary>Cash plus positions, base currency.</summary>
    public decimal Equity { get; }

    /// <summary>How far equity is below its peak.</summary>
    public Ratio Drawdown { get; }

    /// <summary>Equity when the day began, base currency.</summary>
    public decimal DayStartEquity { get; }

    /// <summary>The day's loss as a share of its first equity, or null when it has no share.</summary>
    public decimal? DailyLoss { get; }

    /// <summary>Cash less the proceeds and the margin of short positions, base currency.</summary>
    public decimal Free { get; private set; }

    /// <summary>What open orders will need of the free cash, base currency.</summary>
    public decimal Reserved { get; private set; }

    /// <summary>Equity that every instrument's worse side binds, base currency.</summary>
    public decimal Margin { get; private set; }

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

    /// <summary>Whether there is equity to take shares of.</summary>
    internal bool HasEquity { get; }

    /// <summary>Whether the program and the configuration that judge are among the approved.</summary>
    internal bool VersionsApproved { get; }

    /// <summary>Whether the program that judges is among the approved.</summary>
    internal bool CodeApproved => Versions.CodeApproved(_situation);

    /// <summary>Gathers what the rules measure of an order.</summary>
    public OrderFacts Look(ProposedOrder order)
    {
        ArgumentNullException.ThrowIfNull(order);
        ParentExposure? parent = _lines.ParentOf(order);
        decimal units = order.Quantity > UnitsCap ? UnitsCap : order.Quantity;
        if (_lines.Find(order.Instrument.Id) is not { } line)
        {
            RiskLimits limits = _situation.Limits.Of(order.Instrument.Id, order.Strategy);
            return new(this, null, null, limits, order, parent, units);
        }

        StrategyCourse course = _lines.CourseOf(line, order.Strategy);
        bool buys = order.Side is OrderSide.Buy;
        bool shrinks = buys
            ? line.Held < 0 && line.OpenBuys + units <= -line.Held
            : line.Held > 0 && line.OpenSells + units <= line.Held;
        if (line.RateToBase is null)
        {
            return new(this, line, course, course.Limits, order, parent, units)
            {
                Shrinks = shrinks,
            };
        }

        decimal unitValue = UnitValueOf(line, order);

        // An exit's price can only close; it makes nothing that stays worth more.
        decimal worth = shrinks || line.UnitValue > unitValue ? line.UnitValue : unitValue;
        decimal longest = (buys ? line.Held + line.OpenBuys + units : line.Held + line.OpenBuys) * worth;
        decimal shortest = (buys ? line.Held - line.OpenSells : line.Held - line.OpenSells - units) * worth;
        decimal worst = ExposureLine.WorseOf(longest, shortest);
        decimal notional = units * unitValue;
        return new(this, line, course, course.Limits, order, parent, units)
        {
            Shrinks = shrinks, Valued = Unvalued == 0, UnitValue = unitValue,
            Notional = notional, Worst = worst,
            More = worst - line.Worst,
            Needs = buys ? notional : Margined(line, units, unitValue),
            Net = ExposureLine.WorseOf(Longest - line.Longest + longest, Shortest - line.Shortest + shortest),
        };
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

        line.Recount();
        Count(line, +1);
        Reserved += facts.Needs;
        Unvalued += line.RateToBase is null ? 1 : 0;
        if (_loaded && facts.Parent is { } parent)
        {
            parent.Given += facts.Units;
        }
    }

    /// <summary>Whether an order bears the id of an earlier one.</summary>
    internal bool KnowsId(string clientOrderId) => _ids.Contains(clientOrderId);

    // Takes a line out of the sums, or puts it back after a change.
    private void Count(ExposureLine line, int sign)
    {
        Gross += sign * line.Worst;
        Longest += sign * line.Longest;
        Shortest += sign * line.Shortest;
        Margin += sign * line.Worst * line.Limits.InitialMargin.Value;
        line.Market.Gross += sign * line.Worst;
        OpenPositions += line.IsOpen ? sign : 0;
    }

    private static decimal UnitValueOf(ExposureLine line, ProposedOrder order)
    {
        decimal price = Math.Abs(line.Outlook?.ReferencePrice ?? order.ReferencePrice);
        if (order.LimitPrice is { } limit)
        {
            price = Math.Max(price, Math.Abs(limit));
        }

        if (order.StopPrice is { } stop)
        {
            price = Math.Max(price, Math.Abs(stop));
        }

        decimal factor = line.Outlook is null
            ? order.Instrument.Multiplier * line.RateToBase!.Value
            : line.WorthOfAPoint;
        return (price > PriceCap ? PriceCap : price) * factor;
    }

    // What a sale goes short needs its margin; what it sells of the held needs nothing.
    private static decimal Margined(ExposureLine line, decimal units, decimal unitValue)
    {
        decimal left = Math.Max(0, line.Held - line.OpenSells);
        return units <= left ? 0 : (units - left) * unitValue * line.Limits.ShortMargin.Value;
    }

    private void Hold(MarkedPosition held)
    {
        ExposureLine line = _lines.Add(held.Position.Instrument, held.Position.Currency);
        decimal worth = Math.Abs(held.Mark) * held.Position.Multiplier * held.RateToBase;
        Count(line, -1);
        line.Held += held.Position.Quantity;
        Free -= Math.Max(0, -held.Position.Quantity) * worth * (1 + line.Limits.ShortMargin.Value);
        line.UnitValue = Math.Max(line.UnitValue, worth);
        line.Recount();
        Count(line, +1);
    }

    private void Remember(ProposedOrder order, ExposureLine line)
    {
        // An order that works is among those of the near past too; it was decided once.
        if (_ids.Add(order.ClientOrderId))
        {
            TimeSpan age = DeskTime - order.DecidedAt;
            OrdersInWindow += age < _situation.Limits.Desk.OrderRateWindow ? 1 : 0;
            StrategyCourse course = _lines.CourseOf(line, order.Strategy);

            // A slice is no repeat: its parent was counted.
            if (age < course.Limits.RepeatWindow && order.ParentId is null)
            {
                course.Buys += order.Side is OrderSide.Buy ? 1 : 0;
                course.Sells += order.Side is OrderSide.Sell ? 1 : 0;
            }
        }

        line.Alike.Remember(order);
    }
}
