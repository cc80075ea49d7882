using TradingBase.Markets;
using TradingBase.Strategy;

namespace TradingBase.Risk;

/// <summary>One order as the rules see it: with what it would make of the book.</summary>
/// <remarks>Made by <see cref="ExposureBook.Look"/>; true until the book changes.</remarks>
public readonly record struct OrderFacts
{
    internal OrderFacts(
        ExposureBook book, ExposureLine? line, StrategyCourse? course, RiskLimits limits, ProposedOrder order,
        decimal units, bool shrinks, bool valued, decimal unitValue, decimal needs, decimal worst,
        decimal marketGross, decimal gross, decimal longest, decimal shortest)
    {
        Book = book;
        Line = line;
        Course = course;
        Limits = limits;
        Order = order;
        Units = units;
        Shrinks = shrinks;
        Valued = valued;
        UnitValue = unitValue;
        Needs = needs;
        Worst = worst;
        MarketGross = marketGross;
        Gross = gross;
        Net = Math.Max(Math.Abs(longest), Math.Abs(shortest));
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
    public bool Shrinks { get; }

    /// <summary>Whether the order and everything before it can be counted in base currency.</summary>
    public bool Valued { get; }

    /// <summary>Worth of a unit at the limit or the reference, the higher one, base currency.</summary>
    public decimal UnitValue { get; }

    /// <summary>Worth of the order, base currency.</summary>
    public decimal Notional => Units * UnitValue;

    /// <summary>What the order needs of the free cash, base currency.</summary>
    public decimal Needs { get; }

    /// <summary>Worst case of the instrument with the order, base currency.</summary>
    public decimal Worst { get; }

    /// <summary>Worst case of the instrument's market with the order, signs dropped, base currency.</summary>
    public decimal MarketGross { get; }

    /// <summary>Worst case of all instruments with the order, signs dropped, base currency.</summary>
    public decimal Gross { get; }

    /// <summary>Worst case of the signed sum with the order, sign dropped, base currency.</summary>
    public decimal Net { get; }

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

    /// <summary>Signed units of filled positions.</summary>
    public decimal Held => Line?.Held ?? 0;

    /// <summary>Units of open orders of the order's side, earlier approvals included.</summary>
    public decimal OpenSameSide => (Order.Side is OrderSide.Buy ? Line?.OpenBuys : Line?.OpenSells) ?? 0;

    /// <summary>Whether an earlier order bears the same id.</summary>
    public bool IdIsKnown => Book.KnowsId(Order.ClientOrderId);

    /// <summary>When the newest order like this one was decided, or null when there is none.</summary>
    public DateTimeOffset? LikeDecidedAt => Line is null ? null : Book.LikeDecidedAt(Order, Line);

    /// <summary>How often its strategy ordered this side of the instrument lately, without it.</summary>
    public int Repeats => Course?.Of(Order.Side) ?? 0;

    /// <summary>Instruments that would be held or on their way with the order.</summary>
    public int OpenPositions => Book.OpenPositions + (Line is { IsOpen: true } ? 0 : 1);

    /// <summary>The worst price that the order takes, quote currency; a market order takes any.</summary>
    public decimal OwnPrice => Order.LimitPrice
        ?? (Order.Side is OrderSide.Buy ? decimal.MaxValue : decimal.MinValue);

    /// <summary>The best price of the desk's own open orders of the other side, quote currency.</summary>
    /// <value>Null when there is none.</value>
    public decimal? OwnOtherSide => Order.Side is OrderSide.Buy ? Line?.LowestSell : Line?.HighestBuy;

    internal ExposureLine? Line { get; }

    internal StrategyCourse? Course { get; }

    /// <summary>Measures a share of equity; unmeasurable where there is none to share.</summary>
    internal RuleMeasure OfEquity(decimal value, Ratio limit) => Valued && Book.Equity > 0
        ? RuleMeasure.ShareAtMost(value, Book.Equity, limit.Value)
        : RuleMeasure.Unmeasurable(limit.Value);

    /// <summary>Why a share of equity cannot be measured, as a sentence.</summary>
    internal string WhyNoShare() => !Valued
        ? $"Not everything can be counted in {Book.BaseCurrency}: a rate is missing."
        : $"Equity is {Book.Equity:0.00} {Book.BaseCurrency}, so no share of it is left.";
}
