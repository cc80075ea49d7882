using System.Globalization;
using TradingBase.Analysis;
using TradingBase.Execution;
using TradingBase.Journal;
using TradingBase.Markets;
using TradingBase.Portfolio;
using TradingBase.Risk;
using TradingBase.Strategy;

namespace TradingBase.Desk;

/// <summary>Plans the orders that close what a venue holds, and has the gate sign them.</summary>
/// <param name="ledger">What the desk's own book says.</param>
/// <param name="portfolio">What it is worth.</param>
/// <param name="brokers">What the venues say.</param>
/// <param name="catalog">Knows sessions and ticks.</param>
/// <param name="judge">Judges and reserves.</param>
/// <param name="steps">Knows in which steps the venues take orders.</param>
/// <remarks>
/// Closes what book and venue agree on, never more: where they differ an exit could open a position, so the
/// difference is left to reconciliation and said. A market order comes first where venue and session take
/// one; a refused one is followed by limits that can be filled at once, each further from the price.
/// </remarks>
public sealed class ExitPlanner(
    ILedger ledger, PortfolioReader portfolio, BrokerDesk brokers, MarketCatalog catalog, OrderJudge judge,
    VenueSteps steps)
{
    private const string Strategy = "kill";

    // Shares of the price that a limit concedes, attempt by attempt; the price collar bounds it all the same.
    private static readonly decimal[] Concessions = [0.005m, 0.01m, 0.02m, 0.045m];

    /// <summary>How many tries differ from each other.</summary>
    public static int MostTries => Concessions.Length + 1;

    /// <summary>Plans one round.</summary>
    /// <param name="killId">Which kill.</param>
    /// <param name="venue">Name of the broker.</param>
    /// <param name="round">From zero; the same round gives the same orders.</param>
    /// <param name="tries">
    /// How many rounds before it sent orders; each concedes more, and after the last one no order is opened.
    /// </param>
    /// <param name="deskTime">UTC.</param>
    /// <param name="cancellationToken">Abandons the reads.</param>
    /// <returns>The orders that passed; no position at all when nothing is held.</returns>
    public async Task<ExitPlan> PlanAsync(
        string killId, string venue, int round, int tries, DateTimeOffset deskTime,
        CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(round);
        ArgumentOutOfRangeException.ThrowIfNegative(tries);
        IReadOnlyList<Position> booked = (await ledger.ReadAsync(venue, cancellationToken)).Positions;
        string id = string.Create(CultureInfo.InvariantCulture, $"{killId}:{venue}:{round}");
        List<OrderVerdict> before = await FindAsync(id, cancellationToken);
        if (before.Count > 0)
        {
            return Planned(
                [
                    .. booked.Select(
                        held => new KilledPosition(held.Instrument, held.Quantity, held.Quantity, null)),
                ],
                before);
        }

        if (booked.Count == 0)
        {
            return new([], []);
        }

        Dictionary<InstrumentId, decimal> told = catalog.Lay(
            booked, await ReadVenueAsync(venue, deskTime, cancellationToken));
        PortfolioState held = await portfolio.ReadAsync(deskTime, cancellationToken);
        List<InstrumentOutlook> outlooks = [];
        List<ProposedOrder> orders = [];
        List<KilledPosition> positions = [];
        foreach (Position position in booked)
        {
            decimal there = told.GetValueOrDefault(position.Instrument);
            decimal agreed = Agreed(position.Quantity, there);
            string? reason = agreed == position.Quantity ? null : FormattableString.Invariant(
                $"The book holds {position.Quantity}, the venue {there}.");
            if (agreed != 0 && tries < MostTries
                && held.Positions.FirstOrDefault(one => one.Position.Instrument == position.Instrument)
                    is { } marked)
            {
                InstrumentOutlook outlook = (await steps.DescribeAsync(
                    [OutlookOf(marked, deskTime)], cancellationToken))[0];
                decimal lots = WholeLots(agreed, outlook.Instrument.Lot);
                if (lots == 0)
                {
                    reason = FormattableString.Invariant(
                        $"{agreed} units are less than a lot of {outlook.Instrument.Lot}.");
                }
                else
                {
                    outlooks.Add(outlook);
                    orders.Add(Exit(killId, venue, round, tries, lots, outlook, deskTime));
                }
            }

            positions.Add(new(position.Instrument, position.Quantity, position.Quantity, reason));
        }

        return Planned(
            positions, await JudgeAsync(id, outlooks, orders, deskTime, cancellationToken));
    }

    private static ExitPlan Planned(List<KilledPosition> positions, List<OrderVerdict> verdicts) => new(
        [.. verdicts.Select(order => order.Approved).OfType<ApprovedOrder>()],
        [.. positions.Select(position => Explain(position, verdicts))]);

    // A run that was stopped has opened exits that nobody sends, unless this one gives them.
    private async Task<List<OrderVerdict>> FindAsync(string id, CancellationToken cancellationToken)
    {
        List<OrderVerdict> verdicts = [];
        for (int part = 0; ; part++)
        {
            RiskVerdict? kept = await judge.FindExitsAsync(PartId(id, part), cancellationToken);
            if (kept is null)
            {
                return verdicts;
            }

            verdicts.AddRange(kept.Orders);
        }
    }

    private static string PartId(string id, int part) =>
        string.Create(CultureInfo.InvariantCulture, $"{id}:{part}");

    // As many at a time as the register takes in one change.
    private async Task<List<OrderVerdict>> JudgeAsync(
        string id, List<InstrumentOutlook> outlooks, List<ProposedOrder> orders, DateTimeOffset deskTime,
        CancellationToken cancellationToken)
    {
        List<OrderVerdict> verdicts = [];
        foreach ((int part, ProposedOrder[] some) in orders.Chunk(OrderJudge.MostTogether).Index())
        {
            RiskVerdict verdict = await judge.JudgeExitsAsync(
                PartId(id, part), new(outlooks, [], some, []), deskTime, cancellationToken);
            verdicts.AddRange(verdict.Orders);
        }

        return verdicts;
    }

    private static decimal WholeLots(decimal units, decimal lot) => decimal.Truncate(units / lot) * lot;

    private static decimal Agreed(decimal booked, decimal told) =>
        Math.Sign(booked) != Math.Sign(told) ? 0
        : booked > 0 ? Math.Min(booked, told)
        : Math.Max(booked, told);

    private static KilledPosition Explain(KilledPosition position, List<OrderVerdict> verdicts)
    {
        OrderVerdict? judged = verdicts.Find(
            order => order.Order.Instrument.Id == position.Instrument);
        return judged?.Denials().Select(denial => denial.Reason).ToList() is { Count: > 0 } reasons
            ? position with { Reason = string.Join(' ', reasons) }
            : position;
    }

    private Task<VenueAccount> ReadVenueAsync(
        string venue, DateTimeOffset deskTime, CancellationToken cancellationToken) =>
        brokers.InUse.First(one => one.Name == venue).ReadAccountAsync(
            deskTime, new(deskTime, Replayed: false), cancellationToken);

    private InstrumentOutlook OutlookOf(MarkedPosition held, DateTimeOffset deskTime)
    {
        Market market = catalog.Find(held.Position.Instrument.Market);
        Instrument instrument = market.Describe(held.Position.Instrument.Symbol, tradable: true);
        Insight none = new(instrument.Id, 0, 0, 1, 0, 0, 0, "The kill switch was pulled.", []);
        return new(
            instrument, none, held.Mark, held.MarkedAt, null, 0, 0, market.IsOpen(deskTime));
    }

    private ProposedOrder Exit(
        string killId, string venue, int round, int tries, decimal units, InstrumentOutlook outlook,
        DateTimeOffset deskTime)
    {
        OrderSide side = units > 0 ? OrderSide.Sell : OrderSide.Buy;
        Instrument instrument = outlook.Instrument;
        bool takesMarket = brokers.InUse.First(one => one.Name == venue).Traits.TakesMarketOrders;
        OrderType type = !outlook.MarketOpen ? OrderType.MarketOnOpen
            : tries == 0 && takesMarket ? OrderType.Market
            : OrderType.Limit;
        int concession = Math.Clamp(takesMarket ? tries - 1 : tries, 0, Concessions.Length - 1);
        decimal? limit = type is OrderType.Limit
            ? Marketable(instrument, side, outlook.ReferencePrice, Concessions[concession])
            : null;
        return new(
            ClientOrderId.Make(Strategy, killId, instrument.Id, side, epoch: round), killId, Strategy,
            instrument, side, Math.Abs(units), type, limit, outlook.ReferencePrice, outlook.ReferenceKnownAt,
            deskTime)
        {
            ReduceOnly = true,
            TimeInForce = type is OrderType.Limit ? TimeInForce.ImmediateOrCancel : TimeInForce.Day,
        };
    }

    // Rounded away from the price: it must be one that somebody takes at once.
    private static decimal Marketable(
        Instrument instrument, OrderSide side, decimal price, decimal concession)
    {
        decimal give = Math.Abs(price) * concession;
        return side is OrderSide.Sell
            ? Math.Floor((price - give) / instrument.Tick) * instrument.Tick
            : Math.Ceiling((price + give) / instrument.Tick) * instrument.Tick;
    }
}
