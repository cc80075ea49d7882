using TradingBase.Analysis;
using TradingBase.Testing;

namespace TradingBase.Domain.Tests.Analysis;

public sealed class DebateTests
{
    private static readonly InstrumentId Apple = new("AAPL", "us-equities");

    [Fact]
    public void Hold_TwoAgainstOne_WeighsByConfidence()
    {
        Insight insight = Debate.Hold(
            Apple,
            [Some.View("b", -0.4, 0.2, 10), Some.View("a", 0.8, 0.6, 30), Some.View("c", 0, 0.2, 20)]);

        Assert.Equal(0.48, insight.Bull, 12);
        Assert.Equal(0.08, insight.Bear, 12);
        Assert.Equal(0.40, insight.Stance, 12);
        Assert.Equal(1.0 / 3, insight.Confidence, 12);
        Assert.Equal(Math.Sqrt((0.6 * 0.16) + (0.2 * 0.64) + (0.2 * 0.16)), insight.Disagreement, 12);
        Assert.Equal(24, insight.HorizonDays);
        Assert.Equal(["a", "b", "c"], insight.Views.Select(view => view.Analyst));
        Assert.StartsWith("The bull carries it, led by a", insight.Verdict, StringComparison.Ordinal);
    }

    [Fact]
    public void Hold_Abstentions_AreKeptAndDoNotCount()
    {
        AnalystView abstained = AnalystView.Abstain("z", Apple, "too short");

        Insight insight = Debate.Hold(Apple, [abstained, Some.View("a", 0.5, 0.4)]);

        Assert.Equal(0.5, insight.Stance);
        Assert.Equal(0.4, insight.Confidence);
        Assert.Equal(2, insight.Views.Count);
    }

    [Fact]
    public void Hold_AllAbstained_HasNoStanceAndNoConfidence()
    {
        Insight insight = Debate.Hold(Apple, [AnalystView.Abstain("a", Apple, "too short")]);

        Assert.Equal((0, 0, 0), (insight.Stance, insight.Confidence, insight.Disagreement));
        Assert.Equal("Nobody has a view.", insight.Verdict);
    }

    [Fact]
    public void Hold_ViewOnAnotherInstrument_IsAFault() =>
        Assert.Throws<ArgumentException>(() => Debate.Hold(new("MSFT", "us-equities"), [Some.View()]));
}
