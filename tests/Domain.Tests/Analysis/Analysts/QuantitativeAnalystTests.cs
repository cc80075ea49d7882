using TradingBase.Analysis;
using TradingBase.Analysis.Analysts;
using TradingBase.Markets;
using TradingBase.Testing;

namespace TradingBase.Domain.Tests.Analysis.Analysts;

public sealed class QuantitativeAnalystTests
{
    public static TheoryData<QuantitativeAnalyst, int> LookBacks => new()
    {
        { new TrendAnalyst(), 253 },
        { new MeanReversionAnalyst(), 20 },
        { new VolatilityRegimeAnalyst(), 61 },
        { new BreadthAnalyst(), 50 },
    };

    [Theory]
    [MemberData(nameof(LookBacks))]
    public async Task Consult_TooFewBars_AbstainsAndNamesBothNumbers(
        QuantitativeAnalyst analyst, int lookBack)
    {
        AnalystView view = await Consult(analyst, lookBack - 1);

        Assert.True(view.Abstained);
        Assert.Equal(
            $"{analyst.Name} looks back {lookBack} bars; {lookBack - 1} bars are known.", view.Reason);
    }

    [Theory]
    [MemberData(nameof(LookBacks))]
    public async Task Consult_JustEnoughBars_HasAViewWithEvidence(QuantitativeAnalyst analyst, int lookBack)
    {
        AnalystView view = await Consult(analyst, lookBack);

        Assert.False(view.Abstained, view.Reason);
        Assert.NotEmpty(view.Evidence);
        Assert.All(view.Evidence, evidence => Assert.True(double.IsFinite(evidence.Value)));
    }

    [Theory]
    [MemberData(nameof(LookBacks))]
    public async Task Consult_NothingEverMoved_Abstains(QuantitativeAnalyst analyst, int lookBack)
    {
        BarSeries flat = Some.Series([.. Enumerable.Repeat(100m, lookBack)]);
        BarSeries[] others =
            [flat, Some.Walk(260, 2, Some.Instrument("B")), Some.Walk(260, 3, Some.Instrument("C"))];

        AnalystReport report = await analyst.ConsultAsync(Some.Assignment(Some.Snapshot(others)), default);

        Assert.True(report.Views[0].Abstained);
    }

    [Theory]
    [MemberData(nameof(LookBacks))]
    public async Task Consult_InstrumentWithoutBars_Abstains(QuantitativeAnalyst analyst, int lookBack)
    {
        AnalystAssignment assignment = Some.Assignment(Some.Snapshot(Some.Walk(lookBack))) with
        {
            Instruments = [new("NONE", "us-equities")],
        };

        AnalystReport report = await analyst.ConsultAsync(assignment, default);

        Assert.Equal("The snapshot holds no bars of NONE@us-equities.", Assert.Single(report.Views).Reason);
    }

    [Theory]
    [InlineData(0.004, 1)]
    [InlineData(-0.004, -1)]
    public async Task Consult_SteadyTrend_TheTrendFollowerGoesWithIt(double drift, int sign)
    {
        AnalystView view = await Consult(new TrendAnalyst(), 260, drift);

        Assert.Equal(sign, Math.Sign(view.Stance));
        Assert.True(Math.Abs(view.Stance) > 0.5 && view.Confidence > 0.5, view.Reason);
    }

    [Theory]
    [InlineData(90, 1)]
    [InlineData(110, -1)]
    public async Task Consult_SuddenStretch_TheMeanReverterGoesAgainstIt(int last, int sign)
    {
        BarSeries series = Some.Series([.. Enumerable.Range(0, 40).Select(i => 100m + (i % 3)), last]);

        AnalystReport report = await new MeanReversionAnalyst()
            .ConsultAsync(Some.Assignment(Some.Snapshot(series)), default);

        Assert.Equal(sign, Math.Sign(report.Views[0].Stance));
        Assert.True(report.Views[0].Confidence > 0.4);
    }

    [Fact]
    public async Task Consult_VolatilityDoublesInAFall_TheRegimeAnalystLetsGo()
    {
        decimal price = 100;
        List<decimal> closes = [.. Enumerable.Range(0, 50).Select(i => price += i % 2 == 0 ? 0.5m : -0.4m)];
        closes.AddRange(Enumerable.Range(0, 25).Select(i => price *= i % 2 == 0 ? 0.96m : 1.02m));

        AnalystReport report = await new VolatilityRegimeAnalyst()
            .ConsultAsync(Some.Assignment(Some.Snapshot(Some.Series(closes))), default);

        Assert.True(report.Views[0].Stance < -0.5, report.Views[0].Reason);
    }

    [Fact]
    public async Task Consult_WholeMarketRises_TheBreadthAnalystCountsContextAndNotIndices()
    {
        Instrument index = Some.Instrument("VIX", tradable: false) with { Kind = InstrumentKind.Index };
        BarSeries[] series =
        [
            Some.Walk(60, 1, Some.Instrument("A"), 0.004), Some.Walk(60, 2, Some.Instrument("B"), 0.004),
            Some.Walk(60, 3, Some.Instrument("JPM", tradable: false), 0.004), Some.Walk(60, 4, index, -0.02),
        ];

        AnalystReport report = await new BreadthAnalyst()
            .ConsultAsync(Some.Assignment(Some.Snapshot(series)), default);

        Assert.Equal(2, report.Views.Count);
        Assert.All(report.Views, view => Assert.True(view.Stance > 0.3, view.Reason));
        Assert.Equal(3, Value(report.Views[0], MarketMood.CountedFeature));
        Assert.Equal(1, Value(report.Views[0], MarketMood.AboveSma50Feature));
        Assert.Equal(
            Value(report.Views[1], "momentum20") - Value(report.Views[1], MarketMood.MedianMomentum20Feature),
            Value(report.Views[1], BreadthAnalyst.RelativeMomentum20Feature));
    }

    [Fact]
    public async Task Consult_TwoSeriesOnly_TheBreadthAnalystAbstains()
    {
        MarketSnapshot snapshot = Some.Snapshot(
            Some.Walk(60, 1, Some.Instrument("A")), Some.Walk(60, 2, Some.Instrument("B")));

        AnalystReport report = await new BreadthAnalyst().ConsultAsync(Some.Assignment(snapshot), default);

        Assert.All(report.Views, view =>
            Assert.Equal("Breadth needs 3 series of 50 bars; 2 are known.", view.Reason));
    }

    [Fact]
    public async Task Consult_TwoHundredInstruments_GivesAViewOfEach()
    {
        MarketSnapshot snapshot = Some.Snapshot(
            [.. Enumerable.Range(0, 200).Select(i => Some.Walk(260, i, Some.Instrument($"S{i:000}")))]);
        AnalystAssignment assignment = Some.Assignment(snapshot);

        foreach (object[] row in LookBacks)
        {
            AnalystReport report = await ((QuantitativeAnalyst)row[0]).ConsultAsync(assignment, default);
            Assert.Equal(200, report.Views.Count);
        }
    }

    private static async Task<AnalystView> Consult(IAnalyst analyst, int bars, double drift = 0.0005) =>
        (await Views(analyst, Some.Walk(bars, drift: drift)))[0];

    private static async Task<IReadOnlyList<AnalystView>> Views(IAnalyst analyst, BarSeries first)
    {
        MarketSnapshot snapshot = Some.Snapshot(
            first, Some.Walk(260, 2, Some.Instrument("B")), Some.Walk(260, 3, Some.Instrument("C")));
        return (await analyst.ConsultAsync(Some.Assignment(snapshot), default)).Views;
    }

    private static double Value(AnalystView view, string feature) =>
        view.Evidence.Single(evidence => evidence.Feature == feature).Value;
}
