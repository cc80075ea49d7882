using FsCheck;
using FsCheck.Fluent;
using TradingBase.Analysis;
using TradingBase.Testing;
using Property = TradingBase.Testing.Property;

namespace TradingBase.Domain.Tests.Analysis;

public sealed class DebateProperties
{
    private static readonly InstrumentId Apple = new("AAPL", "us-equities");

    private static readonly Gen<AnalystView[]> Views = (
        from name in Gen.Elements("a", "b", "c", "d", "e")
        from stance in Gen.Choose(-100, 100)
        from confidence in Gen.Choose(0, 100)
        from horizon in Gen.Choose(1, 250)
        from abstains in Gen.Choose(0, 4)
        select abstains == 0
            ? AnalystView.Abstain(name, Apple, "too short")
            : Some.View(name, stance / 100.0, confidence / 100.0, horizon)).ArrayOf();

    [Fact]
    public void EveryMeasureKeepsItsBounds() => Property.ForAll(Views, views =>
    {
        Insight insight = Debate.Hold(Apple, views);

        Assert.InRange(insight.Stance, -1, 1);
        Assert.InRange(insight.Confidence, 0, 1);
        Assert.InRange(insight.Disagreement, 0, 1);
        Assert.InRange(insight.Bull, 0, 1);
        Assert.InRange(insight.Bear, 0, 1);
        Assert.InRange(insight.HorizonDays, 1, 250);
    });

    [Fact]
    public void TheOrderOfTheViewsChangesNothing() => Property.ForAll(
        from views in Views from shuffled in Gen.Shuffle(views) select (views, shuffled),
        pair => Assert.Equal(
            Canonical.Json(Debate.Hold(Apple, pair.views)),
                Canonical.Json(Debate.Hold(Apple, pair.shuffled))));

    [Fact]
    public void OneStanceIsNoDisagreement() => Property.ForAll(
        from views in Views from stance in Gen.Choose(-100, 100) select (views, stance: stance / 100.0),
        drawn =>
        {
            AnalystView[] alike = [.. drawn.views.Where(view => !view.Abstained).Select(
                view => Some.View(view.Analyst, drawn.stance, view.Confidence, view.HorizonDays))];

            Insight insight = Debate.Hold(Apple, alike);

            Assert.Equal(0, insight.Disagreement);
            Assert.Equal(alike.Any(view => view.Confidence > 0) ? drawn.stance : 0, insight.Stance);
        });

    [Fact]
    public void TwoSureOppositesDisagreeWholly() =>
        Assert.Equal(1, Debate.Hold(Apple, [Some.View("a", 1, 1), Some.View("b", -1, 1)]).Disagreement);
}
