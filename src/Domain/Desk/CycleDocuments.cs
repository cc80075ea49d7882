using TradingBase.Analysis;
using TradingBase.Execution;
using TradingBase.Journal;
using TradingBase.Markets;
using TradingBase.Portfolio;
using TradingBase.Risk;
using TradingBase.Strategy;

namespace TradingBase.Desk;

/// <summary>Puts the document of a cycle together from what its stages kept.</summary>
/// <param name="snapshots">Has what was known.</param>
/// <param name="records">Has insights, proposal and verdict.</param>
public sealed class CycleDocuments(ISnapshotStore snapshots, IRecordStore records)
{
    /// <summary>Makes the document.</summary>
    /// <param name="cycleId">Which cycle.</param>
    /// <param name="asOf">Desk time at which it decided, UTC.</param>
    /// <param name="requestedBy">Which trigger or command asked.</param>
    /// <param name="reviews">Where each market's review is kept.</param>
    /// <param name="orders">Where each approved order ended.</param>
    /// <param name="held">What is owned at the last desk time.</param>
    /// <param name="cancellationToken">Abandons the reads.</param>
    public async Task<CycleDocument> MakeAsync(
        string cycleId, DateTimeOffset asOf, string requestedBy, IReadOnlyList<ReviewedMarket> reviews,
        IReadOnlyList<OrderReport> orders, PortfolioState held, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(reviews);
        ArgumentNullException.ThrowIfNull(held);
        CycleProposal? proposal = await records.FindAsync<CycleProposal>(
            CycleProposal.Kind, cycleId, cancellationToken);
        CycleVerdict? verdict = await records.FindAsync<CycleVerdict>(
            CycleVerdict.Kind, cycleId, cancellationToken);
        List<CycleMarket> markets = [];
        foreach (ReviewedMarket review in reviews)
        {
            markets.Add(await MarketAsync(review, cancellationToken));
        }

        List<Insight> insights = await InsightsAsync(reviews, cancellationToken);
        Dictionary<InstrumentId, double> targets =
            (proposal?.Targets ?? []).ToDictionary(target => target.Instrument, target => target.Weight);
        Dictionary<InstrumentId, DateTimeOffset> known = (proposal?.Outlooks ?? [])
            .ToDictionary(outlook => outlook.Instrument.Id, outlook => outlook.ReferenceKnownAt);
        Dictionary<string, OrderReport> reports = orders.ToDictionary(order => order.ClientOrderId);
        return new(
            cycleId, CycleDocument.Completed, asOf, held.DeskTime,
            markets.Any(market => market.Simulated), requestedBy,
            markets,
            [.. insights.Select(insight => Insight(insight, targets, known))],
            [.. (proposal?.Skipped ?? []).Select(one => new CycleSkipped(
                one.Instrument.Market, one.Instrument.Symbol, one.Reason))],
            [.. (verdict?.Verdict.Orders ?? []).Select(one => Order(one, reports))],
            Portfolio(held), Compute(insights));
    }

    /// <summary>Sums what the analysts' inference cost.</summary>
    /// <returns>US dollars; zero or more.</returns>
    public async Task<decimal> CostAsync(
        IReadOnlyList<ReviewedMarket> reviews, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(reviews);
        return Compute(await InsightsAsync(reviews, cancellationToken)).Usd;
    }

    /// <summary>Writes a portfolio as documents show it.</summary>
    public static CyclePortfolio Portfolio(PortfolioState held)
    {
        ArgumentNullException.ThrowIfNull(held);
        return new(
            held.BaseCurrency, held.Cash,
            [.. held.Positions.Select(one => new CyclePosition(
                one.Position.Instrument.Market, one.Position.Instrument.Symbol, one.Position.Quantity,
                one.Position.AveragePrice, one.Mark, one.MarkedAt, one.Value))],
            held.Equity, held.DeskTime)
        {
            UnvaluedCash = held.UnvaluedCash.Count > 0 ? held.UnvaluedCash : null,
            Stale = held.Stale.Count > 0 ? held.Stale : null,
        };
    }

    private async Task<List<Insight>> InsightsAsync(
        IReadOnlyList<ReviewedMarket> reviews, CancellationToken cancellationToken)
    {
        List<Insight> insights = [];
        foreach (string id in reviews.Select(review => review.InsightsId).OfType<string>())
        {
            MarketInsights? kept = await records.FindAsync<MarketInsights>(
                MarketInsights.Kind, id, cancellationToken);
            insights.AddRange(kept?.Insights ?? []);
        }

        return insights;
    }

    private async Task<CycleMarket> MarketAsync(ReviewedMarket review, CancellationToken cancellationToken)
    {
        if (review.SnapshotId is null)
        {
            return new(review.Market, [], [], null, null, false, review.Failure);
        }

        MarketSnapshot snapshot = await snapshots.ReadAsync(review.SnapshotId, cancellationToken);
        return new(
            review.Market, Symbols(snapshot.Series), Symbols(snapshot.Context), snapshot.LastKnownAt,
            review.SnapshotId, snapshot.Simulated, review.Failure);
    }

    private static IReadOnlyList<string> Symbols(IReadOnlyList<BarSeries> series) =>
        [.. series.Where(one => one.Bars.Count > 0).Select(one => one.Instrument.Id.Symbol)];

    private static CycleInsight Insight(
        Insight insight, Dictionary<InstrumentId, double> targets,
        Dictionary<InstrumentId, DateTimeOffset> known) => new(
        insight.Instrument.Market, insight.Instrument.Symbol, insight.Stance, insight.Confidence,
        insight.HorizonDays,
        insight.Disagreement, insight.Bull, insight.Bear, insight.Verdict,
        targets.TryGetValue(insight.Instrument, out double weight) ? weight : null,
        known.TryGetValue(insight.Instrument, out DateTimeOffset moment) ? moment : null,
        [.. insight.Views.Select(view => new CycleView(
            view.Analyst, view.Stance, view.Confidence, view.Abstained, view.Reason, view.Evidence,
            view.Endpoint,
            view.Usd))]);

    private static CycleOrder Order(OrderVerdict verdict, Dictionary<string, OrderReport> reports)
    {
        ProposedOrder order = verdict.Order;
        OrderReport? report = reports.GetValueOrDefault(order.ClientOrderId);
        return new(
            order.ClientOrderId, order.Instrument.Id.Market, order.Instrument.Id.Symbol, Word(order.Side),
            Word(order.Type), order.Quantity, order.LimitPrice, order.ReferencePrice,
            verdict.Approved is null ? CycleOrder.Denied : CycleOrder.Approved,
            [.. verdict.Readings.Select(one => new CycleReading(
                one.Rule, one.Passed, one.Measured, one.Limit, one.Unit, one.Reason))],
            Word(report?.Status ?? OrderStatus.Denied), report?.Reason,
            [.. (report?.Fills ?? []).Select(fill => new CycleFill(
                fill.Price, fill.Quantity, fill.Fee, fill.FeeCurrency, fill.AtUtc, fill.TradeId))]);
    }

    private static string Word<TEnum>(TEnum value)
        where TEnum : struct, Enum =>
        System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    private static CycleCompute Compute(List<Insight> insights)
    {
        AnalystView[] asked =
            [.. insights.SelectMany(insight => insight.Views).Where(view => view.Endpoint is not null)];
        return new(
            asked.Length, asked.Sum(view => view.Usd), asked.Sum(view => (long)view.InputTokens),
            asked.Sum(view => (long)view.OutputTokens),
            new SortedDictionary<string, EndpointUse>(
                asked.GroupBy(view => view.Endpoint!).ToDictionary(
                    group => group.Key, group => new EndpointUse(
                    group.Count(), group.Sum(view => view.Usd), group.Sum(view => (long)view.InputTokens),
                    group.Sum(view => (long)view.OutputTokens))),
                StringComparer.Ordinal));
    }
}
