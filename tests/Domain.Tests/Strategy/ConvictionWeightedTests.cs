using FsCheck.Fluent;
using TradingBase.Markets;
using TradingBase.Strategy;
using TradingBase.Testing;
using Property = TradingBase.Testing.Property;

namespace TradingBase.Domain.Tests.Strategy;

public sealed class ConvictionWeightedTests
{
    private static readonly ConvictionWeighted Strategy = new(new());

    [Fact]
    public void Target_Conviction_IsSizedByVolatility()
    {
        TargetWeight target =
            One(Desks.Outlook(volatility: 0.5, stance: 0.5, confidence: 0.4, disagreement: 0.2));

        Assert.Equal(0.5 * 0.4 * 0.8 * 0.25 / 0.5, target.Weight, 12);
        Assert.Equal(
            "Stance 0.500 × confidence 0.400 × agreement 0.800 × volatility 0.250 / 0.500 = 0.080.",
                target.Why);
    }

    [Fact]
    public void Target_CalmInstrument_IsCutAtTheLargestWeight()
    {
        Assert.Equal(0.15, One(Desks.Outlook(volatility: 0.05)).Weight);
        Assert.Equal(-0.15, One(Desks.Outlook(volatility: 0.05, stance: -1, shorts: true)).Weight);
    }

    [Fact]
    public void Target_BearishWhereNobodyCanBeShort_IsNothing()
    {
        TargetWeight target = One(Desks.Outlook(stance: -0.8, shorts: false));

        Assert.Equal(0, target.Weight);
        Assert.EndsWith("It cannot be short.", target.Why, StringComparison.Ordinal);
    }

    public static TheoryData<InstrumentOutlook, string> NothingToGoBy => new()
    {
        { Desks.Outlook(confidence: 0), "nobody has a view" },
        { Desks.Outlook(stance: 0.049), "stance 0.049 is nearer to zero than 0.050" },
        { Desks.Outlook(volatility: null), "its volatility is unknown" },
        { Desks.Outlook(volatility: 0), "its volatility is unknown" },
        { Desks.Outlook(tradable: false), "the instrument cannot be traded" },
    };

    [Theory]
    [MemberData(nameof(NothingToGoBy))]
    public void Target_NothingToGoBy_KeepsWhatIsHeldAndSaysWhy(InstrumentOutlook outlook, string why)
    {
        TargetWeight target =
            Strategy.Target(Desks.Portfolio(900_000m, (outlook.Instrument, 1_000m, 100m)), [outlook])[0];

        Assert.Equal(0.1, target.Weight, 12);
        Assert.Equal($"Keeps 0.100: {why}.", target.Why);
    }

    [Fact]
    public void Target_MoreThanTheGrossBound_ScalesAllAlike()
    {
        InstrumentOutlook[] outlooks = [.. Enumerable.Range(0, 12).Select(
            i =>
                Desks.Outlook(
                    symbol: $"S{i:00}", volatility: 0.05, stance: i % 2 == 0 ? 1 : -1, shorts: true))];

        IReadOnlyList<TargetWeight> targets = Strategy.Target(Desks.Portfolio(), outlooks);

        Assert.All(targets, target => Assert.Equal(0.9 / 12, Math.Abs(target.Weight), 12));
    }

    [Fact]
    public void Target_PositionsThatAreNotReviewed_TakeTheirPartOfTheGross()
    {
        Instrument elsewhere = Some.Instrument("ELSE");

        TargetWeight target = Strategy.Target(
            Desks.Portfolio(200_000m, (elsewhere, 8_000m, 100m)), [Desks.Outlook(volatility: 0.05)])[0];

        Assert.Equal(0.1, target.Weight, 12);
    }

    [Fact]
    public void Target_NoEquity_RisksNothing() =>
        Assert.Equal(0, Strategy.Target(Desks.Portfolio(-5m), [Desks.Outlook()])[0].Weight);

    [Theory]
    [InlineData(-0.1)]
    [InlineData(4.1)]
    [InlineData(double.NaN)]
    public void Options_OutOfBounds_AreRefused(double gross) => Assert.Throws<ArgumentOutOfRangeException>(
        () => new ConvictionWeightedOptions { MaxGross = gross });

    [Fact]
    public void TargetsKeepTheirBoundsWhateverTheInsights() => Property.ForAll(Desks.AnyOutlooks, outlooks =>
    {
        IReadOnlyList<TargetWeight> targets = Strategy.Target(Desks.Portfolio(), outlooks);

        Assert.Equal(outlooks.Select(o => o.Instrument.Id), targets.Select(target => target.Instrument));
        Assert.InRange(targets.Sum(target => Math.Abs(target.Weight)), 0, 0.9 + 1e-12);
        Assert.All(targets, target => Assert.InRange(target.Weight, -0.15, 0.15));
        Assert.All(
            outlooks.Zip(targets).Where(pair => !pair.First.Instrument.AllowsShort),
            pair => Assert.True(pair.Second.Weight >= 0));
    });

    private static TargetWeight One(InstrumentOutlook outlook) =>
        Strategy.Target(Desks.Portfolio(), [outlook])[0];
}
