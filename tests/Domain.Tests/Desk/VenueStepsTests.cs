using TradingBase.Execution;
using TradingBase.Markets;
using TradingBase.Markets.Catalog;
using TradingBase.Portfolio;
using TradingBase.Risk;
using TradingBase.Strategy;
using TradingBase.Testing;

namespace TradingBase.Desk.Tests;

/// <summary>Orders are sized and judged in the steps of the venue, where they are coarser.</summary>
public sealed class VenueStepsTests
{
    private static readonly Instrument Bitcoin = Some.Instrument("BTCUSD", new CryptoSpot());
    private static readonly Instrument Ether = Some.Instrument("ETHUSD", new CryptoSpot());

    private readonly Venue _venue = new();

    [Fact]
    public async Task Describe_AVenueWithCoarserLots_IsSizedInThem()
    {
        InstrumentOutlook outlook = Some.Outlook(Bitcoin);
        PortfolioState held = Some.Portfolio();
        TargetWeight weight = new(Bitcoin.Id, 0.123456789, "A test.");
        decimal before = SizeOf(outlook, held, weight).Quantity;

        ProposedOrder sized = SizeOf(Assert.Single(await DescribeAsync(outlook)), held, weight);

        Assert.NotEqual(0, before % 0.001m);
        Assert.Equal(12.345m, sized.Quantity);
    }

    [Fact]
    public async Task Describe_TheGate_DeniesWhatTheVenueWouldRefuse()
    {
        InstrumentOutlook outlook = Assert.Single(await DescribeAsync(Some.Outlook(Bitcoin)));
        RiskVerdict verdict = Some.Gate().Judge(
            [
                Some.Order(0.0015m, instrument: outlook.Instrument, id: "off"),
                Some.Order(0.04m, instrument: outlook.Instrument, id: "small"),
            ],
            Some.Situation(outlooks: [outlook]));

        Assert.Equal(
            ["Quantity 0.0015 is 0.0005 more than whole lots of 0.001.",
                "Quantity 0.04 is less than the smallest order, 0.05."],
            verdict.Orders.SelectMany(order => order.Denials())
                .Where(denial => denial.Rule == "QuantityStep").Select(denial => denial.Reason));
    }

    [Fact]
    public async Task Describe_ASilentVenue_IsAskedOnceAndDescribedAsItDidLast()
    {
        VenueSteps steps = Steps();
        InstrumentOutlook[] outlooks = [Some.Outlook(Bitcoin), Some.Outlook(Ether)];
        await steps.DescribeAsync(outlooks[..1], default);
        (_venue.Silent, _venue.Asked) = (true, 0);

        IReadOnlyList<InstrumentOutlook> described = await steps.DescribeAsync(outlooks, default);

        Assert.Equal(1, _venue.Asked);
        Assert.Equal([0.001m, Ether.Lot], described.Select(outlook => outlook.Instrument.Lot));
    }

    private static ProposedOrder SizeOf(InstrumentOutlook outlook, PortfolioState held, TargetWeight weight) =>
        Assert.Single(new OrderSizer(new()).Size("test", "cycle-1", held, [outlook], [weight]).Orders);

    private Task<IReadOnlyList<InstrumentOutlook>> DescribeAsync(params InstrumentOutlook[] outlooks) =>
        Steps().DescribeAsync(outlooks, default);

    private VenueSteps Steps() => new(new BrokerDesk([_venue], new(), new(Some.Signer(), new(new()))));

    private sealed class Venue : BrokerDouble
    {
        internal bool Silent { get; set; }

        internal int Asked { get; set; }

        public override Task<VenueRules?> ReadRulesAsync(
            Instrument instrument, CancellationToken cancellationToken)
        {
            Asked++;
            return Silent
                ? throw new VenueUnavailableException(Name, "the line is dead.")
                : Task.FromResult<VenueRules?>(new(0.05m, 0.001m, 0.001m, 5m));
        }
    }
}
