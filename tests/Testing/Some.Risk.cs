using TradingBase.Analysis;
using TradingBase.Desk;
using TradingBase.Journal;
using TradingBase.Markets;
using TradingBase.Markets.Catalog;
using TradingBase.Portfolio;
using TradingBase.Risk;
using TradingBase.Risk.Rules;
using TradingBase.Strategy;

namespace TradingBase.Testing;

public static partial class Some
{
    /// <summary>A market order of ten AAPL at a reference of 100 USD, decided at the desk time.</summary>
    public static ProposedOrder Order(
        decimal quantity = 10m, OrderSide side = OrderSide.Buy, Instrument? instrument = null,
        string id = "order-1",
        decimal? limit = null, decimal reference = 100m, DateTimeOffset? decidedAt = null,
        DateTimeOffset? referenceKnownAt = null, OrderType? type = null) => new(
        id, "cycle-1", "conviction-weighted", instrument ?? Instrument(), side, quantity,
        type ?? (limit is null ? OrderType.Market : OrderType.Limit), limit, reference,
        referenceKnownAt ?? DeskTime.AddMinutes(-5), decidedAt ?? DeskTime);

    /// <summary>What is held of an instrument, bought at its mark.</summary>
    public static MarkedPosition Held(
        decimal quantity, Instrument? instrument = null, decimal mark = 100m, decimal rateToBase = 1m)
    {
        Instrument of = instrument ?? Instrument();
        return new(
            new(of.Id, of.Currency, of.Multiplier, quantity, mark, mark, DeskTime.AddDays(-1)),
            mark, DeskTime.AddMinutes(-5), rateToBase);
    }

    /// <summary>
    /// A portfolio in dollars: 10,000 of cash unless said otherwise, at its peak, its day just begun.
    /// </summary>
    public static PortfolioState Portfolio(
        decimal cash = 10_000m, decimal? peak = null, decimal? dayStart = null,
        IReadOnlyDictionary<string, decimal>? rates = null, params MarkedPosition[] held)
    {
        decimal equity = cash + held.Sum(position => position.Value);
        return new(
            "USD", DeskTime, new Dictionary<string, decimal> { ["USD"] = cash },
            rates ?? new Dictionary<string, decimal> { ["USD"] = 1 },
            [.. held.OrderBy(position => position.Position.Instrument)],
            Math.Max(peak ?? equity, equity), dayStart ?? equity);
    }

    /// <summary>What is known of an instrument: a fresh reference of 100 and a million units a day.</summary>
    public static InstrumentOutlook Outlook(
        Instrument? instrument = null, decimal reference = 100m, decimal volume = 1_000_000m,
        DateTimeOffset? knownAt = null)
    {
        Instrument of = instrument ?? Instrument();
        Insight insight = new(of.Id, 0, 0, 1, 0, 0, 0, "Nothing speaks for either side.", []);
        return new(of, insight, reference, knownAt ?? DeskTime.AddMinutes(-5), 0.2, volume, volume,
            MarketOpen: true);
    }

    /// <summary>
    /// A situation in which every rule is content with <see cref="Order"/>: AAPL and MSFT are known.
    /// </summary>
    public static RiskSituation Situation(
        PortfolioState? portfolio = null, IReadOnlyList<InstrumentOutlook>? outlooks = null,
        TradingState state = TradingState.Active, IReadOnlyList<ProposedOrder>? working = null,
        IReadOnlyList<ProposedOrder>? recent = null, int missed = 0, bool sessionAllows = true,
        RiskLimits? limits = null)
    {
        IReadOnlyList<InstrumentOutlook> known = outlooks ?? [Outlook(), Outlook(Instrument("MSFT"))];
        InstrumentId[] ids = [.. known.Select(outlook => outlook.Instrument.Id)];
        return new(
            DeskTime, state, portfolio ?? Portfolio(), known.ToDictionary(outlook => outlook.Instrument.Id),
            working ?? [], recent ?? [], sessionAllows ? ids.ToHashSet()
                : [], ids.ToDictionary(id => id, _ => missed))
        {
            Limits = Limits(limits),
        };
    }

    /// <summary>A person's hold on the desk.</summary>
    public static StateHold Hold(TradingState state = TradingState.Halted) =>
        new(StateCauses.Person, state, "A test said so.", "Ada", DeskTime);

    /// <summary>Limits without a layer, or the defaults.</summary>
    public static RiskLimitSet Limits(RiskLimits? limits = null) => new(limits ?? new());

    /// <summary>The book of limits over rows; what is configured binds.</summary>
    public static LimitBook LimitBook(
        IStateStore rows, RiskLimits? configured = null, EffectiveLimits? effective = null)
    {
        JournalBook journal = new(rows);
        return new(
            configured ?? new(), rows, journal, new(journal, new RecordBook(rows), []), effective ?? new());
    }

    /// <summary>A desk whose venues take every order.</summary>
    public static DeskFacts Facts() => new(new("1.0.0", new('0', 64)), new HashSet<string>());

    /// <summary>Every rule of the house.</summary>
    public static IReadOnlyList<IRiskRule> Rules() =>
    [
        new ApprovedVersion(), new BuyingPower(), new ChildWithinParent(), new DeskStateAllows(),
        new FreshDecision(), new FreshReference(), new InitialMargin(), new KnownInstrument(),
        new MarketOrderTaken(), new MaxConcentration(), new MaxDailyLoss(), new MaxDrawdown(),
        new MaxGrossExposure(), new MaxMarketExposure(), new MaxNetExposure(), new MaxOpenOrders(),
        new MaxOpenPositions(), new MaxOrderNotional(), new MaxOrderQuantity(), new MaxOrderRate(),
        new MaxRejections(), new MaxRepeatedOrders(), new MaxVolumeShare(), new MinOrderNotional(),
        new NoDuplicate(), new NoSelfTrade(), new NotRestricted(), new NotSuspended(),
        new OpeningAllowed(), new PriceCollar(), new PriceStep(), new QuantityStep(),
        new ReduceOnlyShrinks(), new SessionAllowsOrder(), new ShortSelling(), new StopPriceSide(),
        new StopPriceStep(), new TradableInstrument(),
    ];

    /// <summary>A ring of one key, the same in every test.</summary>
    public static OrderSigner Signer(string keyId = "key-1", byte fill = 7) =>
        new(new Dictionary<string, byte[]> { [keyId] = [.. Enumerable.Repeat(fill, 32)] }, keyId);

    /// <summary>The gate with every rule.</summary>
    public static RiskGate Gate(OrderSigner? signer = null) => new(Rules(), signer ?? Signer());

    /// <summary>What one rule reads of one order.</summary>
    public static RuleReading Reading(
        IRiskRule rule, ProposedOrder? order = null, RiskSituation? situation = null,
        RiskLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(rule);
        RiskSituation known = situation ?? Situation();
        OrderFacts facts = new ExposureBook(limits is null ? known : known with { Limits = Limits(limits) })
            .Look(order ?? Order());
        return RuleReading.From(rule, facts, rule.Measure(facts).ExcusedBy(rule, facts));
    }

    /// <summary>An order that a gate with one lenient rule has signed, whatever it asks for.</summary>
    /// <param name="order">The default is <see cref="Order"/>.</param>
    /// <param name="signer">The default is <see cref="Signer"/>.</param>
    /// <param name="limits">Holds how long the approval lives.</param>
    /// <param name="held">What is held, for orders that shrink.</param>
    public static ApprovedOrder ApprovedOrder(
        ProposedOrder? order = null, OrderSigner? signer = null, RiskLimits? limits = null,
        params MarkedPosition[] held)
    {
        ProposedOrder asked = order ?? Order();
        RiskGate lenient = new([new TradableInstrument()], signer ?? Signer());
        Dictionary<string, decimal> rates = new() { ["USD"] = 1, [asked.Instrument.Currency] = 1 };
        RiskSituation situation = Situation(
            Portfolio(rates: rates, held: held), [Outlook(asked.Instrument, asked.ReferencePrice)]) with
        {
            DeskTime = asked.DecidedAt,
            Limits = Limits(limits),
        };
        return lenient.Judge([asked], situation).Orders[0].Approved
            ?? throw new InvalidOperationException($"{asked.Instrument.Id} may not be traded.");
    }

    /// <summary>An instrument that may be short: a commodity, whole units, ticks of a thousandth.</summary>
    public static Instrument Gold() => Instrument("XAUUSD", new Commodities());
}
