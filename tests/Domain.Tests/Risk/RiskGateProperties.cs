using FsCheck;
using FsCheck.Fluent;
using TradingBase.Markets;
using TradingBase.Portfolio;
using TradingBase.Risk;
using TradingBase.Strategy;
using TradingBase.Testing;
using Property = TradingBase.Testing.Property;

namespace TradingBase.Domain.Tests.Risk;

/// <summary>What must hold of the gate for every portfolio and every batch of orders.</summary>
public sealed class RiskGateProperties
{
    private static readonly RiskLimits Limits = new()
    {
        MaxConcentration = Ratio.FromPercent(30), MaxGrossExposure = Ratio.FromPercent(80),
        MaxNetExposure = Ratio.FromPercent(50), MaxDrawdown = Ratio.FromPercent(40),
        DuplicateWindow = TimeSpan.FromTicks(1),
    };

    private static readonly IReadOnlyList<IRiskRule> Rules = Some.Rules();

    private static readonly Instrument[] Instruments =
        [
            Some.Instrument(), Some.Instrument("MSFT"), Some.Gold(),
            Some.Instrument("XAGUSD", new Markets.Catalog.Commodities()),
        ];

    private static readonly Gen<Batch> Batches =
        from cash in Gen.Choose(5_000, 20_000)
        from fall in Gen.Choose(0, 5_000)
        from held in Gen.Choose(-40, 40).ArrayOf(Instruments.Length)
        from working in Orders("working", 3)
        from orders in Orders("order", 12)
        from state in Gen.Frequency(
            (8, Gen.Constant(TradingState.Active)), (1, Gen.Constant(TradingState.Reducing)),
            (1, Gen.Constant(TradingState.Halted)))
        select new Batch(Situation(cash, fall, held, working, state), orders);

    [Fact]
    public void EveryApprovedOrderSatisfiesEveryRuleGivenThoseBeforeIt() => Property.ForAll(Batches, batch =>
    {
        RiskVerdict verdict = Some.Gate().Judge(batch.Orders, batch.Situation);

        List<ProposedOrder> before = [.. batch.Situation.Working];
        foreach (OrderVerdict order in verdict.Orders)
        {
            // Judged alone against a situation that lists the earlier approvals as working orders.
            RiskSituation then = batch.Situation with { Working = [.. before] };
            OrderFacts facts = new ExposureBook(then).Look(order.Order);
            bool passes = Rules.All(rule => rule.Measure(facts).ExcusedBy(rule, facts).Passed);
            Assert.Equal(passes, order.Approved is not null);
            if (order.Approved is not null)
            {
                before.Add(order.Order);
            }
        }
    });

    [Fact]
    public void TheOrderOfTheRulesChangesNoVerdict() => Property.ForAll(
        from batch in Batches from rules in Gen.Shuffle(Rules.ToArray()) select (batch, rules),
        drawn => Assert.Equal(
            Canonical.Json(Some.Gate().Judge(drawn.batch.Orders, drawn.batch.Situation)),
            Canonical.Json(new RiskGate(drawn.rules, Some.Signer())
                .Judge(drawn.batch.Orders, drawn.batch.Situation))),
        count: 50);

    [Fact]
    public void NewRiskKeepsTheWorstCaseWithinItsLimitsInEveryPrefix() => Property.ForAll(Batches, batch =>
    {
        List<ProposedOrder> open = [.. batch.Situation.Working];
        foreach (OrderVerdict order in Some.Gate().Judge(batch.Orders, batch.Situation).Orders)
        {
            if (order.Approved is null)
            {
                continue;
            }

            (decimal Gross, decimal Net, decimal Largest) before = Worst(batch.Situation.Portfolio, open);
            open.Add(order.Order);
            (decimal Gross, decimal Net, decimal Largest) after = Worst(batch.Situation.Portfolio, open);
            decimal equity = batch.Situation.Portfolio.Equity;

            // An exit may pass beyond a limit, and pushes no instrument further. The net sum may lean on:
            // covering a short beside a long is such an exit, and no rule may lock it in.
            bool exit = order.Approved.Shrinks;
            Assert.True(after.Gross <= (exit ? before.Gross : 0.8m * equity),
                $"Gross {after.Gross} of {equity}.");
            Assert.True(after.Largest <= Math.Max(before.Largest, 0.3m * equity),
                $"{after.Largest} of {equity}.");
            Assert.True(exit || after.Net <= 0.5m * equity, $"Net {after.Net} of {equity}.");
        }
    });

    // Of desk 30 %, market 20 % and instrument 10 % the tightest one holds, told without the set of limits.
    [Fact]
    public void NewRiskKeepsTheTightestOfAllLayersInEveryPrefix() => Property.ForAll(Batches, batch =>
    {
        RiskLimits layered = Limits with
        {
            Markets = new Dictionary<string, LimitLayer>
            {
                ["us-equities"] = new() { MaxConcentration = Ratio.FromPercent(20) },
            },
            Instruments = new Dictionary<InstrumentId, LimitLayer>
            {
                [Instruments[0].Id] = new() { MaxConcentration = Ratio.FromPercent(10) },
                [Instruments[1].Id] = new() { MaxConcentration = Ratio.FromPercent(90) },
                [Instruments[2].Id] = new() { MayOpen = false },
            },
        };
        decimal[] shares = [0.1m, 0.2m, 0m, 0.3m];
        RiskSituation situation = batch.Situation with { Limits = Some.Limits(layered) };

        List<ProposedOrder> open = [.. situation.Working];
        foreach (OrderVerdict order in Some.Gate().Judge(batch.Orders, situation).Orders)
        {
            if (order.Approved is null)
            {
                continue;
            }

            open.Add(order.Order);
            decimal most = shares[Array.IndexOf(Instruments, order.Order.Instrument)];
            decimal worst = Worst(
                situation.Portfolio, [.. open.Where(one => one.Instrument == order.Order.Instrument)],
                order.Order.Instrument);
            Assert.True(
                order.Approved.Shrinks || worst <= most * situation.Portfolio.Equity,
                $"{worst} of {situation.Portfolio.Equity} in {order.Order.Instrument.Id}.");
        }
    });

    [Fact]
    public void ApprovedExitsNeverFlipAPosition() => Property.ForAll(Batches, batch =>
    {
        ProposedOrder[] approved = [.. Some.Gate().Judge(batch.Orders, batch.Situation).Orders
            .Where(order => order.Approved is { Shrinks: true }).Select(order => order.Order)];

        foreach (IGrouping<InstrumentId, ProposedOrder> exits
            in approved.GroupBy(order => order.Instrument.Id))
        {
            decimal held = batch.Situation.Portfolio.QuantityOf(exits.Key);
            decimal left = held + exits.Sum(order => order.SignedQuantity);
            Assert.True(Math.Sign(left) * Math.Sign(held) >= 0, $"{held} became {left}.");
        }
    });

    // Written anew from the definition, without running sums; every price is 100.
    private static (decimal Gross, decimal Net, decimal Largest) Worst(
        PortfolioState portfolio, IReadOnlyList<ProposedOrder> open)
    {
        decimal gross = 0, longest = 0, shortest = 0, largest = 0;
        foreach (Instrument instrument in Instruments)
        {
            ProposedOrder[] of = [.. open.Where(order => order.Instrument.Id == instrument.Id)];
            decimal held = portfolio.QuantityOf(instrument.Id);
            decimal high = 100m * (
                held + of.Where(order => order.Side is OrderSide.Buy).Sum(order => order.Quantity));
            decimal low = 100m * (
                held - of.Where(order => order.Side is OrderSide.Sell).Sum(order => order.Quantity));
            decimal worst = Math.Max(Math.Abs(high), Math.Abs(low));
            (gross, longest, shortest) = (gross + worst, longest + high, shortest + low);
            largest = Math.Max(largest, worst);
        }

        return (gross, Math.Max(Math.Abs(longest), Math.Abs(shortest)), largest);
    }

    private static decimal Worst(
        PortfolioState portfolio, IReadOnlyList<ProposedOrder> open, Instrument instrument)
    {
        decimal held = portfolio.QuantityOf(instrument.Id);
        decimal bought = open.Where(order => order.Side is OrderSide.Buy).Sum(order => order.Quantity);
        decimal sold = open.Where(order => order.Side is OrderSide.Sell).Sum(order => order.Quantity);
        return 100m * Math.Max(Math.Abs(held + bought), Math.Abs(held - sold));
    }

    private static RiskSituation Situation(
        int cash, int fall, int[] held, ProposedOrder[] working, TradingState state)
    {
        MarkedPosition[] positions = [.. Instruments
            .Zip(held, (instrument, quantity) =>
                Some.Held(instrument.AllowsShort ? quantity : Math.Abs(quantity), instrument))
            .Where(position => position.Position.Quantity != 0)];
        PortfolioState portfolio = Some.Portfolio(cash, held: positions);
        return Some.Situation(
            portfolio with { PeakEquity = portfolio.Equity + fall },
            [.. Instruments.Select(instrument => Some.Outlook(instrument))], state, working, limits: Limits);
    }

    private static Gen<ProposedOrder[]> Orders(string kind, int atMost) =>
        from drafts in (
            from instrument in Gen.Elements(Instruments)
            from side in Gen.Elements(OrderSide.Buy, OrderSide.Sell)
            from quantity in Gen.Choose(1, 30)
            select (instrument, side, quantity)).ListOf()
        select drafts.Take(atMost)
            .Select((draft, i) => Some.Order(draft.quantity, draft.side, draft.instrument, $"{kind}-{i}"))
            .ToArray();

    private sealed record Batch(RiskSituation Situation, ProposedOrder[] Orders)
    {
        public override string ToString() =>
            $"{Situation.State}, equity {Situation.Portfolio.Equity}, held "
            + string.Join(' ', Situation.Portfolio.Positions.Select(held =>
                $"{held.Position.Instrument}:{held.Position.Quantity}"))
            + ", working " + string.Join(' ', Situation.Working.Select(Line))
            + ", orders " + string.Join(' ', Orders.Select(Line));

        private static string Line(ProposedOrder order) => $"{order.Instrument.Id}:{order.SignedQuantity}";
    }
}
