using TradingBase.Desk;
using TradingBase.Execution;
using TradingBase.Functions.Activities;
using TradingBase.Functions.Messages;
using TradingBase.Markets;
using TradingBase.Markets.Catalog;
using TradingBase.Risk;
using TradingBase.Strategy;
using TradingBase.Testing;

namespace TradingBase.Functions.Tests.Activities;

public sealed class PlanExitsTests
{
    // Eleven in the morning in New York; the other tests' desk time is after the close.
    private static readonly DateTimeOffset Session = Some.DeskTime.AddHours(-5);

    private readonly DeskRig _rig = new();
    private decimal _atVenue = 10m;
    private bool _takesMarket = true;
    private decimal _venueLot;
    private InstrumentId _instrument = Some.Instrument().Id;
    private bool _isAway;

    [Fact]
    public async Task Run_NothingHeld_PlansNothing()
    {
        ExitPlan plan = await PlanAsync(0);

        Assert.Empty(plan.Orders);
        Assert.Empty(plan.Positions);
    }

    [Fact]
    public async Task Run_APositionInAHaltedDesk_IsClosedAtMarketByASignedExit()
    {
        await HoldAsync(5m);
        await _rig.Guard.HoldAsync(Some.Hold(), default);
        _atVenue = 5m;

        ExitPlan plan = await PlanAsync(0);

        ApprovedOrder exit = Assert.Single(plan.Orders);
        Assert.Equal(
            (OrderPurpose.Exit, OrderSide.Sell, 5m, true),
            (exit.Purpose, exit.Order.Side, exit.Order.Quantity, exit.Order.ReduceOnly));
        Assert.Equal((OrderType.Market, null), (exit.Order.Type, exit.Order.LimitPrice));
        Assert.Null(Assert.Single(plan.Positions).Reason);
    }

    [Fact]
    public async Task Run_AfterTheClose_IsClosedAtTheNextOpen()
    {
        await HoldAsync(5m);

        ExitPlan plan = await PlanAsync(0, at: Some.DeskTime);

        Assert.Equal(OrderType.MarketOnOpen, Assert.Single(plan.Orders).Order.Type);
    }

    [Theory]
    [InlineData(3, 3)]
    [InlineData(0, 0)]
    [InlineData(-4, 0)]
    [InlineData(9, 5)]
    public async Task Run_BookAndVenueDiffer_ClosesWhatBothHoldAndSaysBoth(decimal atVenue, decimal closed)
    {
        await HoldAsync(5m);
        _atVenue = atVenue;

        ExitPlan plan = await PlanAsync(0);

        Assert.Equal(closed, plan.Orders.Sum(order => order.Order.Quantity));
        KilledPosition left = Assert.Single(plan.Positions);
        Assert.Equal(closed == 5m, left.Reason is null);
        Assert.True(closed == 5m || left.Reason!.Contains('5', StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_LaterAttempts_AreLimitsThatConcedeMoreEachTime()
    {
        await HoldAsync(5m);
        _atVenue = 5m;

        decimal?[] limits =
        [
            .. await Task.WhenAll(Enumerable.Range(0, ExitPlanner.MostTries).Select(async attempt =>
            {
                DeskRig fresh = new();
                await HoldAsync(5m, fresh);
                return Assert.Single((await PlanAsync(attempt, fresh)).Orders).Order.LimitPrice;
            })),
        ];

        Assert.Equal([null, 99.5m, 99m, 98m, 95.5m], limits);
    }

    [Fact]
    public async Task Run_APositionBeyondTheLargestOrder_IsClosedAllTheSame()
    {
        await HoldAsync(6_000m);
        _atVenue = 6_000m;

        ExitPlan plan = await PlanAsync(0);

        Assert.Equal(6_000m, Assert.Single(plan.Orders).Order.Quantity);
    }

    [Fact]
    public async Task Run_ACoinInTwoPairs_IsClosedInBothThoughTheVenueTellsOneBalance()
    {
        await _rig.Books.OpenAsync(Some.DeskTime.AddDays(-1), default);
        foreach ((string symbol, decimal units) in new[] { ("BTCUSD", 2m), ("BTCUSDT", 3m) })
        {
            Instrument coin = Some.Instrument(symbol, new CryptoSpot());
            await _rig.Ledger.PostFillAsync(
                Some.Fill(Some.Order(units, instrument: coin), tradeId: symbol, at: Session.AddMinutes(-5)),
                default);
        }

        (_atVenue, _instrument) = (4.5m, new("BTCUSDT", "crypto-spot"));

        ExitPlan plan = await PlanAsync(0);

        // No rate of USDT is known here, so that the gate denies that part.
        Assert.Equal(2m, Assert.Single(plan.Orders).Order.Quantity);
        Assert.Null(plan.Positions.Single(held => held.Instrument.Symbol == "BTCUSD").Reason);
    }

    [Fact]
    public async Task Run_APartOfALot_IsLeftAndSaid()
    {
        await HoldAsync(5m);
        _atVenue = 4.5m;
        Assert.Equal(4m, Assert.Single((await PlanAsync(0)).Orders).Order.Quantity);
        _atVenue = 0.5m;

        ExitPlan plan = await PlanAsync(1);

        Assert.Empty(plan.Orders);
        Assert.Contains("less than a lot", Assert.Single(plan.Positions).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_AVenueWithLargerLots_IsClosedInThem()
    {
        await HoldAsync(5m);
        (_atVenue, _venueLot) = (5m, 2m);

        Assert.Equal(4m, Assert.Single((await PlanAsync(0)).Orders).Order.Quantity);
    }

    [Fact]
    public async Task Run_AVenueWithoutMarketOrders_BeginsWithALimit()
    {
        await HoldAsync(5m);
        (_atVenue, _takesMarket) = (5m, false);

        Assert.Equal(99.5m, Assert.Single((await PlanAsync(0)).Orders).Order.LimitPrice);
    }

    [Fact]
    public async Task Run_TheSameAttemptTwice_GivesTheSameOrderAndReservesItOnce()
    {
        await HoldAsync(5m);
        _atVenue = 5m;

        ExitPlan first = await PlanAsync(0), second = await PlanAsync(0);

        Assert.Equal(Canonical.Json(first.Orders), Canonical.Json(second.Orders));
        Assert.Single(await _rig.Register.ReadAsync(default));
    }

    [Fact]
    public async Task Run_AgainWhileTheVenueIsAway_GivesTheExitsThatItOpenedBefore()
    {
        await HoldAsync(5m);
        _atVenue = 5m;
        ExitPlan first = await PlanAsync(0);
        _isAway = true;

        ExitPlan second = await PlanAsync(0);

        Assert.Equal(Canonical.Json(first.Orders), Canonical.Json(second.Orders));
        Assert.Equal(5m, Assert.Single(second.Positions).Left);
        await Assert.ThrowsAsync<VenueUnavailableException>(() => PlanAsync(1));
    }

    [Fact]
    public async Task Run_AfterTheLastTry_SaysWhatIsLeftAndOpensNothing()
    {
        await HoldAsync(5m);
        _atVenue = 5m;

        ExitPlan plan = await PlanAsync(ExitPlanner.MostTries);

        Assert.Empty(plan.Orders);
        Assert.Equal(5m, Assert.Single(plan.Positions).Left);
        Assert.Empty(await _rig.Register.ReadAsync(default));
    }

    private async Task HoldAsync(decimal units, DeskRig? rig = null)
    {
        rig ??= _rig;
        await rig.Books.OpenAsync(Some.DeskTime.AddDays(-1), default);
        await rig.Ledger.PostFillAsync(
            Some.Fill(Some.Order(units), at: Session.AddMinutes(-5)), default);
    }

    private Task<ExitPlan> PlanAsync(int attempt, DeskRig? rig = null, DateTimeOffset? at = null)
    {
        rig ??= _rig;
        BrokerDesk brokers = new(
            [new Venue(_atVenue, _instrument, _takesMarket, _venueLot, _isAway)], new(),
            new HardLimits(Some.Signer(), Some.Limits()));
        ExitPlanner planner = new(
            rig.Ledger, rig.Portfolio, brokers, rig.Catalog, rig.Judge(Some.Gate()), new(brokers));
        return new PlanExits(planner).RunAsync(new VenueStep("k1", "paper", attempt, attempt, at ?? Session), default);
    }

    private sealed class Venue(
        decimal held, InstrumentId instrument, bool takesMarket, decimal lot, bool isAway) : BrokerDouble
    {
        public override BrokerTraits Traits { get; } = new() { OnPaper = true, TakesMarketOrders = takesMarket };

        public override Task<VenueRules?> ReadRulesAsync(
            Instrument instrument, CancellationToken cancellationToken) =>
            Task.FromResult<VenueRules?>(new(0, lot, 0, 0));

        public override Task<VenueAccount> ReadAccountAsync(
            DateTimeOffset fillsFrom, DeskClock now, CancellationToken cancellationToken) =>
            isAway ? throw new VenueUnavailableException(Name, "it is away.")
            : Task.FromResult(new VenueAccount(
                Name, now.DeskTime, [], [], held == 0 ? [] : [new(instrument, held, null)],
                new Dictionary<string, decimal>()));
    }
}
