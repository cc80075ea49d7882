using System.Diagnostics;
using System.Globalization;
using TradingBase.Analysis;
using TradingBase.Markets;
using TradingBase.Markets.Catalog;
using TradingBase.Portfolio;
using TradingBase.Risk;
using TradingBase.Strategy;

namespace TradingBase.LocalHost.Bench;

/// <summary>Measures the risk gate: every rule on every order, one core.</summary>
/// <param name="rules">The desk's rules, in the roster's order.</param>
/// <param name="limits">What they keep.</param>
/// <remarks>Signing and explaining are left out: they happen once for an order that is kept.</remarks>
internal sealed class GateBench(IEnumerable<IRiskRule> rules, RiskLimitSet limits)
{
    private const int Instruments = 50;
    private const int OrdersOfARun = 500_000;
    private const int Runs = 7;

    // What the goal of a million orders a second is said of.
    private const int Fewer = 25;

    private static readonly DateTimeOffset DeskTime = new(2026, 1, 5, 15, 0, 0, TimeSpan.Zero);

    /// <summary>Warms up and measures: a gate of the whole roster, and one of its first 25 rules.</summary>
    internal IReadOnlyList<GateBenchResult> Run() =>
    [
        Run(rules, "the whole roster"),
        Run(rules.Take(Fewer), $"the first {Fewer} of the roster"),
    ];

    private GateBenchResult Run(IEnumerable<IRiskRule> chosen, string which)
    {
        byte[] key = [.. Enumerable.Repeat((byte)1, 32)];
        RiskGate gate = new(chosen, new(new Dictionary<string, byte[]> { ["bench"] = key }, "bench"));
        InstrumentOutlook[] outlooks = [.. Enumerable.Range(0, Instruments).Select(Outlook)];
        ExposureBook book = new(Situation(outlooks));
        ProposedOrder[] orders = [.. outlooks.Select(Order)];
        RuleMeasure[] measures = new RuleMeasure[gate.RuleCount];
        List<double> rates = [];
        long bytes = 0;

        // The first runs are compiled while they run.
        for (int run = -3; run < Runs; run++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            long begun = Stopwatch.GetTimestamp();
            int passed = 0;
            for (int i = 0; i < OrdersOfARun; i++)
            {
                passed += gate.Measure(book.Look(orders[i % Instruments]), measures) ? 1 : 0;
            }

            double seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds;
            bytes = GC.GetAllocatedBytesForCurrentThread() - before;
            if (passed != OrdersOfARun)
            {
                throw new InvalidOperationException($"{OrdersOfARun - passed} sound orders were denied.");
            }

            if (run >= 0)
            {
                rates.Add(OrdersOfARun / seconds);
            }
        }

        return new(which, gate.RuleCount, Samples.Median(rates), (double)bytes / OrdersOfARun);
    }

    private static InstrumentOutlook Outlook(int number)
    {
        string symbol = $"S{number.ToString(CultureInfo.InvariantCulture)}";
        Instrument instrument = new UsEquities().Describe(symbol, tradable: true);
        Insight insight = new(instrument.Id, 0, 0, 1, 0, 0, 0, "Nothing speaks for either side.", []);
        return new(
            instrument, insight, 100m + number, DeskTime.AddMinutes(-5), 0.2, 1_000_000m, 1_000_000m,
            MarketOpen: true);
    }

    private static ProposedOrder Order(InstrumentOutlook outlook, int number) => new(
        $"bench-{number}", "bench", "bench", outlook.Instrument, OrderSide.Buy, 10m + number,
        OrderType.Limit, outlook.ReferencePrice + 0.25m, outlook.ReferencePrice, outlook.ReferenceKnownAt,
        DeskTime);

    private RiskSituation Situation(IReadOnlyList<InstrumentOutlook> outlooks)
    {
        MarkedPosition[] held =
        [
            .. outlooks.Take(Instruments / 5).Select(outlook => new MarkedPosition(
                new(
                    outlook.Instrument.Id, "USD", 1m, 20m, outlook.ReferencePrice, outlook.ReferencePrice,
                    DeskTime.AddDays(-1)),
                outlook.ReferencePrice, outlook.ReferenceKnownAt, 1m)),
        ];
        const decimal Cash = 1_000_000m;
        decimal equity = Cash + held.Sum(position => position.Value);
        Dictionary<string, decimal> dollars = new() { ["USD"] = 1m };
        PortfolioState portfolio = new(
            "USD", DeskTime, new Dictionary<string, decimal> { ["USD"] = Cash }, dollars, held, equity,
            equity);
        return new(
            DeskTime, TradingState.Active, portfolio,
            outlooks.ToDictionary(outlook => outlook.Instrument.Id), [], [],
            outlooks.Select(outlook => outlook.Instrument.Id).ToHashSet(),
            outlooks.ToDictionary(outlook => outlook.Instrument.Id, _ => 0))
        {
            Limits = limits,
        };
    }
}

/// <summary>What the gate does on this machine.</summary>
/// <param name="Which">Which rules of the roster.</param>
/// <param name="Rules">How many rules each order is read by.</param>
/// <param name="OrdersPerSecond">Of one core, the median of several runs.</param>
/// <param name="BytesPerOrder">Allocated for each order.</param>
internal sealed record GateBenchResult(
    string Which, int Rules, double OrdersPerSecond, double BytesPerOrder);
