using TradingBase.Markets;
using TradingBase.Strategy;

namespace TradingBase.Risk;

/// <summary>One order as the rules see it: with what it would make of the book.</summary>
/// <remarks>Made by <see cref="ExposureBook.Look"/>; true until the book changes.</remarks>
public readonly record struct OrderFacts
{
    internal OrderFacts(
        ExposureBook book, ExposureLine? line, StrategyCourse? course, RiskLimits limits,
        ProposedOrder order, ParentExposure? parent, decimal units)
    {
        Book = book;
        Line = line;
        Course = course;
        Limits = limits;
        Order = order;
        Parent = parent;
        Units = units;
    }

    /// <summary>What it is judged against.</summary>
    public ExposureBook Book { get; }

    /// <summary>What bounds it: the tightest of desk, market, strategy and instrument.</summary>
    public RiskLimits Limits { get; }

    /// <summary>The order.</summary>
    public ProposedOrder Order { get; }

    /// <summary>Units of the order, bounded so that sums stay finite.</summary>
    public decimal Units { get; }

    /// <summary>
    /// Whether the order, with open orders of its side, only brings a filled position nearer to zero.
    /// </summary>
    public bool Shrinks { get; internal init; }

    /// <summary>Whether the order and everything before it can be counted in base currency.</summary>
    public bool Valued { get; internal init; }

    /// <summary>Worth of a unit at the highest of limit, stop and reference, base currency.</summary>
    public decimal UnitValue { get; internal init; }

    /// <summary>Worth of the order, base currency.</summary>
    public decimal Notional { get; internal init; }

    /// <summary>What the order needs of the free cash, base currency.</summary>
    public decimal Needs { get; internal init; }

    /// <summary>Worst case of the instrument with the order, base currency.</summary>
    public decimal Worst { get; internal init; }

    /// <summary>By how much the order makes the instrument's worst case worse, base currency.</summary>
    public decimal More { get; internal init; }

    /// <summary>Worst case of the signed sum with the order, sign dropped, base currency.</summary>
    public decimal Net { get; internal init; }

    /// <summary>Worst case of the instrument's market with the order, signs dropped, base currency.</summary>
    public decimal MarketGross => (Line?.Market.Gross ?? 0) + More;

    /// <summary>Worst case of all instruments with the order, signs dropped, base currency.</summary>
    public decimal Gross => Book.Gross + More;

    /// <summary>Equity that all instruments bind at worst with the order, base currency.</summary>
    public decimal Margin => Book.Margin + (More * (Line ?? throw NoLine()).Limits.InitialMargin.Value);

    /// <summary>Whether it gets the desk out of a position, whatever the desk's state.</summary>
    public bool IsExit => Book.Purpose is OrderPurpose.Exit;

    /// <summary>What the desk knows of the instrument, or null when it knows nothing.</summary>
    public InstrumentOutlook? Outlook => Line?.Outlook;

    /// <summary>The desk's own description of the instrument, which the order cannot change.</summary>
    public Instrument Instrument => Outlook?.Instrument ?? Order.Instrument;

    /// <summary>Base currency per quote currency, or null when no rate is known.</summary>
    public decimal? RateToBase => Line?.RateToBase;

    /// <summary>
    /// Sessions that ended since the reference became known, or null when that is not known.
    /// </summary>
    public int? MissedSessions => Line?.MissedSessions;

    /// <summary>Whether the market takes orders for the instrument now.</summary>
    public bool SessionAllows => Line?.SessionAllows ?? false;

    /// <summary>Whether the venue takes market orders, as far as that is known.</summary>
    public bool TakesMarketOrders => Line?.Market.TakesMarketOrders ?? true;

    /// <summary>How many of the market's newest orders were rejected in a row.</summary>
    public int Rejections => Line?.Market.Rejections ?? 0;

    /// <summary>Whether its strategy's orders of this side wait for a person.</summary>
    public bool Suspended => Course?.IsSuspended(Order.Side) ?? false;

    /// <summary>Signed units of filled positions.</summary>
    public decimal Held => Line?.Held ?? 0;

    /// <summary>Units of open orders of the order's side, earlier approvals included.</summary>
    public decimal OpenSameSide => Line is null
        ? 0
        : Order.Side is OrderSide.Buy ? Line.OpenBuys : Line.OpenSells;

    /// <summary>Whether an earlier order bears the same id.</summary>
    public bool IdIsKnown => Book.KnowsId(Order.ClientOrderId);

    /// <summary>When the newest order like this one was decided, or null when there is none.</summary>
    /// <remarks>A parent and its slices are not like each other.</remarks>
    public DateTimeOffset? LikeDecidedAt => Line?.Alike.DecidedAt(Order);

    /// <summary>How often its strategy ordered this side of the instrument lately, without it.</summary>
    public int Repeats => Course?.Of(Order.Side) ?? 0;

    /// <summary>Instruments that would be held or on their way with the order.</summary>
    public int OpenPositions => Book.OpenPositions + (Line is { IsOpen: true } ? 0 : 1);

    /// <summary>The order that it is a slice of; null when it is none, or its parent is not known.</summary>
    public ParentOrder? ParentOrder => Parent?.Order;

    /// <summary>Units of its parent's slices that are filled or open, without it.</summary>
    public decimal GivenOfParent => Parent?.Given ?? 0;

    /// <summary>The worst price that the order takes, quote currency; a market order takes any.</summary>
    public decimal OwnPrice => Order.LimitPrice
        ?? (Order.Side is OrderSide.Buy ? decimal.MaxValue : decimal.MinValue);

    /// <summary>The best price of the desk's own open orders of the other side, quote currency.</summary>
    /// <value>Null when there is none.</value>
    public decimal? OwnOtherSide => Line is null
        ? null
        : Order.Side is OrderSide.Buy ? Line.LowestSell : Line.HighestBuy;

    internal ExposureLine? Line { get; }

    internal StrategyCourse? Course { get; }

    internal ParentExposure? Parent { get; }

    /// <summary>How far a price is beyond whole ticks of the instrument.</summary>
    internal decimal OffTick(decimal price) =>
        Line?.Steps?.OffTick(price) ?? Math.Abs(price % Order.Instrument.Tick);

    /// <summary>How far the quantity is beyond whole lots of the instrument.</summary>
    internal decimal OffLot() =>
        Line?.Steps?.OffLot(Order.Quantity) ?? Order.Quantity % Order.Instrument.Lot;

    /// <summary>Why a share of equity cannot be measured, as a sentence.</summary>
    internal string WhyNoShare() => !Valued
        ? $"Not everything can be counted in {Book.BaseCurrency}: a rate is missing."
        : $"Equity is {Book.Equity:0.00} {Book.BaseCurrency}, so no share of it is left.";

    /// <summary>Says how the order's worth stands to a bound.</summary>
    internal string SayWorth(RuleMeasure measure, string within, string beyond) =>
        measure.Outcome is RuleOutcome.Unmeasurable
            ? $"The order cannot be counted in {Book.BaseCurrency}: a rate is missing."
            : $"Worth {measure.Measured:0.00} {(measure.Holds ? within : beyond)} {measure.Limit:0.00} "
                + $"{Book.BaseCurrency}.";

    private InvalidOperationException NoLine() => new($"{Order.Instrument.Id} is not in the book.");
}
