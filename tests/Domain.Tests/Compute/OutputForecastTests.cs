using FsCheck.Fluent;
using TradingBase.Compute;
using Property = TradingBase.Testing.Property;

namespace TradingBase.Domain.Tests.Compute;

public sealed class OutputForecastTests
{
    private static readonly LatencyEstimate Certain =
        new(new(Math.Log(0.5), 0), new(Math.Log(0.02), 0), 0, false);
    private readonly OutputForecast _forecast = new();

    [Fact]
    public void Read_AnUnknownRole_ExpectsAroundHalfOfWhatIsAllowed()
    {
        OutputEstimate estimate = _forecast.Read("news", 1_000);

        Assert.InRange(estimate.Expected, 450, 650);
        Assert.Equal(1_000, estimate.Upper);
    }

    [Fact]
    public void Read_AfterItsAnswers_KnowsTheirMeanAndTheirUpperTenth()
    {
        Random random = new(3);
        for (int i = 0; i < 500; i++)
        {
            _forecast.Add("news", (int)Draws.LogNormal(random, 150, 0.3), 4_000);
        }

        OutputEstimate estimate = _forecast.Read("news", 4_000);

        Assert.Equal(150 * Math.Exp(0.045), estimate.Expected, 12d);
        Assert.Equal(150 * Math.Exp(0.3 * 1.2816), estimate.Upper, 30d);
    }

    [Fact]
    public void Read_ASmallerBound_CutsOff()
    {
        for (int i = 0; i < 100; i++)
        {
            _forecast.Add("news", 150, 4_000);
        }

        OutputEstimate estimate = _forecast.Read("news", 100);

        Assert.Equal(100, estimate.Upper);
        Assert.InRange(estimate.Expected, 90, 100);
    }

    [Fact]
    public void Add_AnswersThatWereCutOff_AreTakenForLonger()
    {
        // Half of the answers are cut at the median: what is seen has a mean below it.
        Random random = new(4);
        for (int i = 0; i < 2_000; i++)
        {
            _forecast.Add("cut", Math.Min(400, (int)Draws.LogNormal(random, 400, 0.5)), 400);
        }

        double median = _forecast.Read("cut", 100_000).Length.Median;

        Assert.InRange(median, 350, 460);
    }

    [Fact]
    public void Add_MoreRolesThanThereAreLines_ShareOne()
    {
        for (int i = 0; i < OutputForecast.MaxRoles + 50; i++)
        {
            _forecast.Add($"role-{i}", 20, 1_000);
        }

        Assert.InRange(_forecast.Read("role-never-seen", 1_000).Expected, 10, 60);
        Assert.InRange(_forecast.Read($"role-{OutputForecast.MaxRoles + 49}", 1_000).Expected, 10, 60);
    }

    [Theory]
    [InlineData(0.4, 0)]
    [InlineData(0.5001, 1)]
    [InlineData(0.5401, 3)]
    [InlineData(10.5001, 501)]
    [InlineData(60, 512)]
    public void MaxTokensFor_ACertainPace_IsTheTimeLeftOverIt(double seconds, int tokens) => Assert.Equal(
        tokens, OutputForecast.MaxTokensFor(TimeSpan.FromSeconds(seconds), Certain, 0.95, 512));

    [Fact]
    public void MaxTokensFor_TheCertaintyAsked_IsKept()
    {
        LatencyEstimate latency = new(new(Math.Log(0.5), 0.5), new(Math.Log(0.02), 0.3), 0, false);
        Random random = new(5);

        int tokens = OutputForecast.MaxTokensFor(TimeSpan.FromSeconds(6), latency, 0.9, 4_000);
        int late = Enumerable.Range(0, 20_000).Count(_ =>
            Draws.LogNormal(random, 0.5, 0.5) + ((tokens - 1) * Draws.LogNormal(random, 0.02, 0.3)) > 6);

        Assert.InRange(tokens, 100, 250);
        Assert.InRange(late / 20_000d, 0, 0.1);
    }

    [Fact]
    public void AForecastStaysWithinItsBound() => Property.ForAll(
        from used in Gen.Choose(0, 5_000).ListOf()
        from allowed in Gen.Choose(1, 4_000)
        from bound in Gen.Choose(1, 8_000)
        select (used, allowed, bound),
        drawn =>
        {
            OutputForecast forecast = new();
            foreach (int tokens in drawn.used)
            {
                forecast.Add("any", tokens, drawn.allowed);
            }

            OutputEstimate estimate = forecast.Read("any", drawn.bound);

            Assert.InRange(estimate.Expected, 0, drawn.bound);
            Assert.InRange(estimate.Upper, 1, drawn.bound);
            Assert.True(double.IsFinite(estimate.Length.Mu) && double.IsFinite(estimate.Length.Sigma));
        });
}
