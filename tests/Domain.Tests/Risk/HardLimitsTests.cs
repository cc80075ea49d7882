using TradingBase.Risk;
using TradingBase.Strategy;
using TradingBase.Testing;

namespace TradingBase.Domain.Tests.Risk;

public sealed class HardLimitsTests
{
    private static readonly RiskLimits Limits = new()
    {
        ApprovalTimeToLive = TimeSpan.FromSeconds(60), HardOrderNotional = 1_000m,
    };

    private readonly HardLimits _hard = new(Some.Signer(), Some.Limits(Limits));

    [Theory]
    [InlineData(-1, "The order was approved at 2017-12-29T21:05:00Z, after the desk time "
        + "2017-12-29T21:04:59Z.")]
    [InlineData(0, null)]
    [InlineData(59, null)]
    [InlineData(60, "The order expired at 2017-12-29T21:06:00Z, it is 2017-12-29T21:06:00Z.")]
    public void Verify_AtAMoment_RefusesBeforeApprovalAndFromExpiryOn(int seconds, string? reason) =>
        Assert.Equal(
        reason,
        _hard.Verify(Some.ApprovedOrder(limits: Limits), Some.DeskTime.AddSeconds(seconds),
            TradingState.Active)?.Reason);

    [Theory]
    [InlineData(9, true)]
    [InlineData(10, true)]
    [InlineData(11, false)]
    public void Verify_Worth_PassesUpToTheHardLimitAndNotBeyond(int quantity, bool passes) => Assert.Equal(
        passes, Verify(Some.ApprovedOrder(Some.Order(quantity), limits: Limits)) is null);

    [Fact]
    public void Verify_BeyondTheHardLimit_GivesBothNumbers() => Assert.Equal(
        new Denial("HardLimits", "Worth 1100.00 is more than the hard limit 1000.00."),
        Verify(Some.ApprovedOrder(Some.Order(11), limits: Limits)));

    [Fact]
    public void Verify_SignedBySomebodyElse_IsRefused()
    {
        ApprovedOrder forged = Some.ApprovedOrder(signer: Some.Signer(fill: 8), limits: Limits);

        Assert.Equal("The order is not what the gate signed.", Verify(forged)?.Reason);
        Assert.False(_hard.IsGenuine(forged));
    }

    [Fact]
    public void Verify_UnknownKey_IsRefused() => Assert.Equal(
        "The order is signed with 'key-2', which is no key of this desk.",
        Verify(Some.ApprovedOrder(signer: Some.Signer("key-2"), limits: Limits))?.Reason);

    [Fact]
    public void Verify_DeskReducing_LetsOnlyExitsPass()
    {
        ApprovedOrder entry = Some.ApprovedOrder(limits: Limits);
        ApprovedOrder exit = Some.ApprovedOrder(
            Some.Order(side: OrderSide.Sell), limits: Limits, held: Some.Held(10));

        Assert.NotNull(_hard.Verify(entry, Some.DeskTime, TradingState.Reducing));
        Assert.Null(_hard.Verify(exit, Some.DeskTime, TradingState.Reducing));
        Assert.NotNull(_hard.Verify(exit, Some.DeskTime, TradingState.Halted));
    }

    private Denial? Verify(ApprovedOrder order) => _hard.Verify(order, Some.DeskTime, TradingState.Active);
}
