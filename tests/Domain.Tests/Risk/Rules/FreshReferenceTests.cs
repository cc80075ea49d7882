using TradingBase.Risk;
using TradingBase.Risk.Rules;
using TradingBase.Testing;

namespace TradingBase.Domain.Tests.Risk.Rules;

public sealed class FreshReferenceTests
{
    private static readonly RiskLimits Limits = new() { MaxMissedSessions = 3 };

    private readonly FreshReference _rule = new();

    [Theory]
    [InlineData(2, true)]
    [InlineData(3, true)]
    [InlineData(4, false)]
    public void Measure_Reference_PassesUpToItsAgeAndNotBeyond(int missed, bool passes) =>
        Assert.Equal(passes, Some.Reading(_rule, situation: Some.Situation(missed: missed), limits: Limits).Passed);

    [Fact]
    public void Measure_OrderReferenceOfTheFuture_IsRefused() => Assert.Equal(
        "The reference became known after the desk time.",
        Some.Reading(_rule, Some.Order(referenceKnownAt: Some.DeskTime.AddTicks(1)), limits: Limits).Reason);

    [Fact]
    public void Measure_OutlookReferenceOfTheFuture_IsRefused() => Assert.False(Some.Reading(
        _rule, situation: Some.Situation(
            outlooks: [Some.Outlook(knownAt: Some.DeskTime.AddTicks(1))]), limits: Limits).Passed);

    [Fact]
    public void Measure_UnknownAge_IsRefused()
    {
        RiskSituation situation = Some.Situation() with
        {
            MissedSessions = new Dictionary<InstrumentId, int>(),
        };

        RuleReading reading = Some.Reading(_rule, situation: situation, limits: Limits);

        Assert.False(reading.Passed);
        Assert.Equal("The age of the reference is not known.", reading.Reason);
    }

    [Fact]
    public void Explain_OldReference_GivesBothNumbers() => Assert.Equal(
        "4 sessions ended since the reference, more than 3.",
        Some.Reading(_rule, situation: Some.Situation(missed: 4), limits: Limits).Reason);
}
