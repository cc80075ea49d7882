using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using TradingBase.Risk;
using Property = TradingBase.Testing.Property;

namespace TradingBase.Domain.Tests.Risk;

public sealed class LimitComparisonTests
{
    private static readonly InstrumentId Apple = new("AAPL", "us-equities");
    private static readonly InstrumentId Other = new("MSFT", "us-equities");

    private static readonly Gen<LimitLayer> Layers =
        from most in Optional(Gen.Choose(1, 5))
        from least in Optional(Gen.Choose(0, 5))
        from span in Optional(Gen.Choose(1, 5))
        from share in Optional(Gen.Choose(1, 100))
        from may in Optional(Gen.Choose(0, 1))
        select new LimitLayer
        {
            MaxOrderNotional = most, MinOrderNotional = least, MaxRepeats = most,
            RepeatWindow = span is { } minutes ? TimeSpan.FromMinutes(minutes) : null,
            DecisionTimeToLive = span is { } hours ? TimeSpan.FromHours(hours) : null,
            PriceCollar = share is { } percent ? Ratio.FromPercent(percent) : null,
            ShortMargin = share is { } margin ? Ratio.FromPercent(margin) : null,
            MayOpen = may is { } open ? open == 1 : null,
        };

    [Fact]
    public void Compare_EveryPropertyOfTheLimits_HasADirection() => Assert.Equal(
        typeof(RiskLimits).GetProperties().Where(member => member.CanWrite)
            .Select(member => JsonNamingPolicy.CamelCase.ConvertName(member.Name)).Order(StringComparer.Ordinal),
        LimitComparison.Known.Order(StringComparer.Ordinal));

    [Fact]
    public void Tighter_Numbers_TakesTheSmallerMaximumAndTheLargerMinimum()
    {
        RiskLimits tight = LimitComparison.Tighter(
            new() { MaxOrderNotional = 10m, MinOrderNotional = 1m, RepeatWindow = TimeSpan.FromDays(2) },
            new() { MaxOrderNotional = 9m, MinOrderNotional = 2m, RepeatWindow = TimeSpan.FromHours(3) });

        Assert.Equal(
            (9m, 2m, TimeSpan.FromDays(2)), (tight.MaxOrderNotional, tight.MinOrderNotional, tight.RepeatWindow));
    }

    [Fact]
    public void Tighter_Lists_RestrictsAllOfBothAndAllowsOnlyWhatBothAllow()
    {
        RiskLimits tight = LimitComparison.Tighter(
            new() { Restricted = [Apple], Allowed = [Apple, Other], ApprovedVersions = ["1"] },
            new() { Restricted = [Other], Allowed = [Other], ApprovedVersions = ["2"] });

        Assert.Equal([Apple, Other], tight.Restricted);
        Assert.Equal([Other], tight.Allowed);
        Assert.Empty(tight.ApprovedVersions!);
    }

    [Fact]
    public void Tighter_LayerThatOnlyOneNames_Stands() => Assert.Equal(
        5m,
        LimitComparison.Tighter(
            new(),
            new() { Markets = new Dictionary<string, LimitLayer> { ["fx"] = new() { MaxOrderNotional = 5m } } })
            .Markets["fx"].MaxOrderNotional);

    [Fact]
    public void Differences_OfAnything_NamesThePathAndBothValues() => Assert.Equal(
        ["markets.fx.maxOrderNotional: 5 -> nothing", "maxDrawdown: 0.2 -> 0.3"],
        LimitComparison.Differences(
            new() { Markets = new Dictionary<string, LimitLayer> { ["fx"] = new() { MaxOrderNotional = 5m } } },
            new() { MaxDrawdown = Ratio.FromPercent(30) }).Select(change => change.ToString()));

    // The order of layers is of no meaning, and putting one on in two ways gives the same.
    [Fact]
    public void ALayerOverTheDeskIsTheTighterOneOfBoth() => Property.ForAll(
        from one in Layers from other in Layers select (one, other),
        drawn =>
        {
            RiskLimits both = Put(drawn.one, drawn.other);
            Assert.Equal(both, Put(drawn.other, drawn.one));
            Assert.Equal(
                Canonical.Json(both),
                Canonical.Json(LimitComparison.Tighter(Put(drawn.one, new()), Put(new(), drawn.other))));
            Assert.Empty(LimitComparison.Differences(both, LimitComparison.Tighter(both, new())));
        });

    private static RiskLimits Put(LimitLayer market, LimitLayer strategy)
    {
        RiskLimitSet set = new(new()
        {
            Markets = new Dictionary<string, LimitLayer> { ["us-equities"] = market },
            Strategies = new Dictionary<string, LimitLayer> { ["trend"] = strategy },
        });
        RiskLimits none = new();
        return set.Of(Apple, "trend") with { Markets = none.Markets, Strategies = none.Strategies };
    }

    private static Gen<int?> Optional(Gen<int> some) =>
        Gen.OneOf(Gen.Constant((int?)null), some.Select(value => (int?)value));
}
