using FsCheck.Fluent;
using TradingBase.Portfolio;
using TradingBase.Strategy;
using TradingBase.Testing;
using Property = TradingBase.Testing.Property;

namespace TradingBase.Domain.Tests.Strategy;

public sealed class OrderSizerTests
{
    private static readonly OrderSizer Sizer = new(new());

    [Fact]
    public void Size_FromFlat_BuysWholeLotsTowardsZero()
    {
        ProposedOrder order = Assert.Single(Size(Desks.Outlook(price: 169.23m), 0.1).Orders);

        Assert.Equal((OrderSide.Buy, 590m, OrderType.Market), (order.Side, order.Quantity, order.Type));
        Assert.Equal((169.23m, Some.DeskTime), (order.ReferencePrice, order.DecidedAt));
        Assert.Null(order.LimitPrice);
    }

    [Fact]
    public void Size_MarketClosed_WaitsForTheOpen() => Assert.Equal(
        OrderType.MarketOnOpen, Assert.Single(Size(Desks.Outlook(open: false), 0.1).Orders).Type);

    [Fact]
    public void Size_ForeignCurrency_CountsInBase() => Assert.Equal(
        833m, Assert.Single(Size(Desks.Outlook(currency: "EUR"), 0.1).Orders).Quantity);

    [Fact]
    public void Size_Held_OrdersTheDifference()
    {
        InstrumentOutlook outlook = Desks.Outlook();

        ProposedOrder order = Assert.Single(Size(outlook, 0.02, held: 900m).Orders);

        Assert.Equal((OrderSide.Sell, 700m), (order.Side, order.Quantity));
    }

    [Fact]
    public void Size_KeptWeight_IsNoOrderAlthoughItsDigitsAreRounded()
    {
        foreach (decimal held in Enumerable.Range(1, 300).Select(i => i * 7.01m))
        {
            InstrumentOutlook outlook = Desks.Outlook(price: 33.37m, lot: 0.01m, minimum: 0.01m);
            PortfolioState portfolio = Desks.Portfolio(987_654.32m, (outlook.Instrument, held, 33.37m));
            double weight = (double)portfolio.Positions[0].Value / (double)portfolio.Equity;

            OrderProposal proposal = new OrderSizer(new() { NoTradeBand = 0 }).Size(
                "s", "d", portfolio, [outlook], [new(outlook.Instrument.Id, weight, "")]);

            Assert.Empty(proposal.Orders);
        }
    }

    [Fact]
    public void Size_Exit_ClosesCompletelyHoweverSmall()
    {
        InstrumentOutlook outlook = Desks.Outlook(lot: 0.001m, minimum: 0.01m);

        ProposedOrder order = Assert.Single(Size(outlook, 0, held: 0.019m).Orders);

        Assert.Equal((OrderSide.Sell, 0.019m), (order.Side, order.Quantity));
    }

    [Fact]
    public void Size_RestWouldBeTooSmallToSell_ExitsInstead()
    {
        InstrumentOutlook outlook = Desks.Outlook(price: 60_000m, lot: 0.1m, minimum: 1m);

        // 5 % of 1,000,000 is 0.8 units: below the smallest order, so it could never be sold again.
        Assert.Equal(1.5m, Assert.Single(Size(outlook, 0.05, held: 1.5m).Orders).Quantity);
    }

    [Fact]
    public void Size_AcrossZero_OnlyWhereItMayBeShort()
    {
        Assert.Equal(
            1_900m, Assert.Single(Size(Desks.Outlook(shorts: true), -0.1, held: 900m).Orders).Quantity);
        Assert.Equal(
            900m, Assert.Single(Size(Desks.Outlook(shorts: false), -0.1, held: 900m).Orders).Quantity);
    }

    public static TheoryData<InstrumentOutlook, double, string> NoOrder => new()
    {
        { Desks.Outlook(currency: "USDT"), 0.1, "No rate from USDT to USD is known." },
        { Desks.Outlook(price: -36.98m), 0.1,
            "The price -36.98 is not above zero: no weight can be sized by it." },
        { Desks.Outlook(tradable: false), 0.1, "The instrument cannot be traded." },
        { Desks.Outlook(), 0.004, "A change of 4000 USD lies in the no-trade band of 5000." },
        { Desks.Outlook(price: 170_000m), 0.1, "0 held is 0 wanted, to the lot of 1." },
    };

    [Theory]
    [MemberData(nameof(NoOrder))]
    public void Size_NoOrderPossible_SaysWhy(InstrumentOutlook outlook, double weight, string reason)
    {
        OrderProposal proposal = Size(outlook, weight);

        Assert.Empty(proposal.Orders);
        Assert.Equal(
            new SkippedTarget(outlook.Instrument.Id, weight, reason), Assert.Single(proposal.Skipped));
    }

    [Fact]
    public void Size_DustBelowTheSmallestOrder_StaysWithAReason()
    {
        OrderProposal proposal = Size(Desks.Outlook(lot: 0.001m, minimum: 0.01m), 0, held: 0.005m);

        Assert.Equal(
            "0.005 is less than the smallest order of 0.01.", Assert.Single(proposal.Skipped).Reason);
    }

    [Fact]
    public void Size_TargetWithoutOutlook_IsAFault() => Assert.Throws<ArgumentException>(
        () => Sizer.Size("s", "d", Desks.Portfolio(), [], [new(new("A", "m"), 0.1, "")]));

    [Fact]
    public void Make_KnownParts_IsTheBase32OfTheirHash() => Assert.Equal(
        "t6gjjgfrtd6c4ptv5yzcvnkuzg7k",
        ClientOrderId.Make(
            "conviction-weighted", "cycle-20171229T2105", new("AAPL", "us-equities"), OrderSide.Buy));

    [Fact]
    public void Make_AnyOtherPart_IsAnotherId()
    {
        InstrumentId apple = new("AAPL", "us-equities");
        string[] ids =
        [
            ClientOrderId.Make("s", "d", apple, OrderSide.Buy),
                ClientOrderId.Make("t", "d", apple, OrderSide.Buy),
            ClientOrderId.Make("s", "e", apple, OrderSide.Buy),
                ClientOrderId.Make("s", "d", apple, OrderSide.Sell),
            ClientOrderId.Make("s", "d", new("AAPL", "other"), OrderSide.Buy),
            ClientOrderId.Make("s", "d", apple, OrderSide.Buy, 1),
            ClientOrderId.Make("s", "d", apple, OrderSide.Buy, 0, 1),
        ];

        Assert.Equal(ids.Length, ids.Distinct().Count());
        Assert.Throws<ArgumentException>(() => ClientOrderId.Make("s|d", "e", apple, OrderSide.Buy));
    }

    [Fact]
    public void OrdersFromFlatAreWholeLotsWithinTheGrossBound() =>
        Property.ForAll(Desks.AnyOutlooks, outlooks =>
    {
        PortfolioState portfolio = Desks.Portfolio();
        IReadOnlyList<TargetWeight> targets = new ConvictionWeighted(new()).Target(portfolio, outlooks);

        OrderProposal proposal = Sizer.Size("s", "d", portfolio, outlooks, targets);

        Assert.Equal(outlooks.Length, proposal.Orders.Count + proposal.Skipped.Count);
        Assert.True(proposal.Orders.Sum(order => order.Quantity * order.ReferencePrice) <= 900_000m);
        Assert.All(proposal.Orders, order =>
        {
            Assert.Equal(0, order.Quantity % order.Instrument.Lot);
            Assert.True(order.Quantity >= order.Instrument.MinimumQuantity);
            Assert.True(order.Side is OrderSide.Buy || order.Instrument.AllowsShort);
            Assert.Matches("^[a-z2-7]{28}$", order.ClientOrderId);
        });
        Assert.Equal(
            proposal.Orders.Select(order => order.Instrument.Id).Order(),
                proposal.Orders.Select(o => o.Instrument.Id));
    });

    [Fact]
    public void OrdersNeverMakeAShortPositionWhereNoneIsAllowed() => Property.ForAll(
        from outlooks in Desks.AnyOutlooks
        from lots in Gen.Choose(0, 500).ArrayOf(outlooks.Length)
        from weights in Gen.Choose(-100, 100).ArrayOf(outlooks.Length)
        select (outlooks, lots, weights),
        drawn =>
        {
            PortfolioState portfolio = Desks.Portfolio(
                1_000_000m,
                [.. drawn.outlooks.Zip(drawn.lots)
                    .Where(pair => pair.Second > 0)
                    .Select(pair => (pair.First.Instrument, pair.Second * pair.First.Instrument.Lot, 10m))]);
            TargetWeight[] targets = [.. drawn.outlooks.Zip(drawn.weights).Select(
                pair => new TargetWeight(pair.First.Instrument.Id, pair.Second / 100.0, ""))];

            OrderProposal proposal = Sizer.Size("s", "d", portfolio, drawn.outlooks, targets);
            OrderProposal again = Sizer.Size("s", "d", portfolio, drawn.outlooks, [.. targets.Reverse()]);

            Assert.Equal(Canonical.Json(proposal), Canonical.Json(again));
            Assert.All(
                proposal.Orders.Where(order => !order.Instrument.AllowsShort),
                order => Assert.True(portfolio.QuantityOf(order.Instrument.Id) + order.SignedQuantity >= 0));
        });

    private static OrderProposal Size(InstrumentOutlook outlook, double weight, decimal held = 0) => Size(
        outlook, weight,
        held == 0
            ? Desks.Portfolio()
            : Desks.Portfolio(1_000_000m - (held * outlook.ReferencePrice),
                (outlook.Instrument, held, outlook.ReferencePrice)));

    private static OrderProposal Size(InstrumentOutlook outlook, double weight, PortfolioState portfolio) =>
        Sizer.Size(
            "conviction-weighted", "cycle-20171229T2105", portfolio, [outlook],
            [new(outlook.Instrument.Id, weight, "")]);
}
