using TradingBase.Portfolio;
using TradingBase.Risk;
using TradingBase.Strategy;
using TradingBase.Testing;

namespace TradingBase.Domain.Tests.Risk;

/// <summary>Orders that get the desk out of a position, whatever its state.</summary>
public sealed class RiskGateExitTests
{
    private static readonly PortfolioState Ruined = Some.Portfolio(-90_000m, peak: 200_000m, held: Some.Held(1_000));

    [Fact]
    public void JudgeExits_HaltedRuinedAndSuspendedDesk_LetsAnExitPassAndSignsItAsOne()
    {
        RiskSituation worst = Situation() with
        {
            Suspended = new HashSet<OrderCourse> { OrderCourse.Of(Exit(10)) },
            Rejections = new Dictionary<string, int> { ["us-equities"] = 100 },
        };

        OrderVerdict verdict = Some.Gate().JudgeExits([Exit(10)], worst).Orders[0];

        Assert.Empty(verdict.Denials());
        Assert.Equal((OrderPurpose.Exit, true), (verdict.Approved!.Purpose, verdict.Approved.Shrinks));
        Assert.False(Some.Gate().Judge([Exit(10)], worst).Orders[0].Approved is not null);
        Assert.Equal(
            "The desk is Halted: no new order passes, but the order only shrinks a position.",
            verdict.Readings.Single(reading => reading.Rule == "DeskStateAllows").Reason);
    }

    [Theory]
    [InlineData(999, true)]
    [InlineData(1_000, true)]
    [InlineData(1_001, false)]
    public void JudgeExits_Quantity_PassesUpToWhatIsHeldAndNotBeyond(int quantity, bool passes) =>
        Assert.Equal(passes, Judge(Exit(quantity)).Approved is not null);

    [Fact]
    public void JudgeExits_TwoExitsThatEachFit_DoNotFlipThePositionTogether() => Assert.Equal(
        [true, false, true],
        Some.Gate().JudgeExits([Exit(600, "a"), Exit(401, "b"), Exit(400, "c")], Situation()).Orders
            .Select(order => order.Approved is not null));

    [Fact]
    public void JudgeExits_ABuyOfALong_IsRefused() =>
        Assert.Equal(["ReduceOnlyShrinks"], Denials(Exit(10) with { Side = OrderSide.Buy }));

    [Fact]
    public void JudgeExits_UnsoundPrices_AreRefused()
    {
        Assert.Equal(["PriceStep"], Denials(Exit(10) with { Type = OrderType.Limit, LimitPrice = 99.999m }));
        Assert.Equal(["PriceCollar"], Denials(Exit(10) with { Type = OrderType.Limit, LimitPrice = 90m }));
        Assert.Equal(["QuantityStep"], Denials(Exit(10.5m)));
    }

    [Fact]
    public void JudgeExits_AgainstAnOwnOpenBuy_IsRefused() => Assert.Contains(
        "NoSelfTrade",
        Some.Gate().JudgeExits([Exit(10)], Situation() with { Working = [Some.Order(5, id: "open")] })
            .Orders[0].Denials().Select(denial => denial.Rule));

    [Theory]
    [InlineData(TradingState.Active)]
    [InlineData(TradingState.Reducing)]
    [InlineData(TradingState.Halted)]
    public void Verify_SignedExit_PassesTheWireInEveryState(TradingState state)
    {
        HardLimits wire = new(Some.Signer(), Some.Limits());
        ApprovedOrder exit = Judge(Exit(10)).Approved!;

        Assert.Null(wire.Verify(exit, Some.DeskTime, state));
    }

    [Fact]
    public void Verify_AnOrderThatOnlyCallsItselfAnExit_IsNotGenuine()
    {
        ApprovedOrder trade = Some.ApprovedOrder(Some.Order(side: OrderSide.Sell), held: Some.Held(10));
        string forged = Canonical.Json(trade).Replace(
            "\"purpose\":\"Trade\"", "\"purpose\":\"Exit\"", StringComparison.OrdinalIgnoreCase);
        ApprovedOrder read = Canonical.Read<ApprovedOrder>(forged);

        Assert.Equal(OrderPurpose.Exit, read.Purpose);
        Assert.Equal(
            "The order is not what the gate signed.",
            new HardLimits(Some.Signer(), Some.Limits()).Verify(read, Some.DeskTime, TradingState.Halted)?.Reason);
    }

    private static RiskSituation Situation() => Some.Situation(Ruined, state: TradingState.Halted);

    private static ProposedOrder Exit(decimal quantity, string id = "exit") =>
        Some.Order(quantity, OrderSide.Sell, id: id, decidedAt: Some.DeskTime.AddDays(-2));

    private static OrderVerdict Judge(ProposedOrder exit) =>
        Some.Gate().JudgeExits([exit], Situation()).Orders[0];

    private static IEnumerable<string> Denials(ProposedOrder exit) =>
        Judge(exit).Denials().Select(denial => denial.Rule);
}
