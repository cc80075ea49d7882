using TradingBase.Risk;
using TradingBase.Risk.Rules;
using TradingBase.Strategy;
using TradingBase.Testing;

namespace TradingBase.Domain.Tests.Risk.Rules;

public sealed class ApprovedVersionTests
{
    private static readonly RunningVersion Running = new("1.2.0", "abc");

    [Fact]
    public void Measure_NothingNamed_EveryVersionMayTrade() => Assert.True(Read(null, new()).Passed);

    [Theory]
    [InlineData("1.2.0", "abc", true)]
    [InlineData("1.2.1", "abc", false)]
    [InlineData("1.2.0", "abd", false)]
    public void Measure_NamedVersions_MustBeTheRunningOnes(string code, string configuration, bool passes) =>
        Assert.Equal(passes, Read(Running, Named(code, configuration)).Passed);

    [Fact]
    public void Measure_VersionThatIsNotKnown_MayNotTradeWhereSomeAreNamed() =>
        Assert.False(Read(null, Named("1.2.0", "abc")).Passed);

    [Fact]
    public void Measure_OrderThatShrinks_IsBoundToo() => Assert.False(Some.Reading(
        new ApprovedVersion(), Some.Order(side: OrderSide.Sell),
        Some.Situation(Some.Portfolio(held: Some.Held(10))), Named("2", "abc")).Passed);

    [Fact]
    public void Explain_Beyond_NamesWhatRuns()
    {
        Assert.Equal(
            "Version 1.2.0 is not among those that may trade.", Read(Running, Named("2", "abc")).Reason);
        Assert.Equal(
            "Configuration abc is not among those that may trade.",
            Read(Running, Named("1.2.0", "xyz")).Reason);
    }

    private static RiskLimits Named(string code, string configuration) =>
        new() { ApprovedVersions = [code], ApprovedConfigurations = [configuration] };

    private static RuleReading Read(RunningVersion? running, RiskLimits limits) =>
        Some.Reading(new ApprovedVersion(), null, Some.Situation() with { Running = running }, limits);
}
