using Moq;
using TradingBase.Markets.Catalog;
using TradingBase.Testing;

namespace TradingBase.Markets.Tests;

public sealed class SnapshotTakerTests
{
    private readonly UsEquities _market = new();
    private readonly Mock<IMarketDataSource> _source = new(MockBehavior.Strict);

    [Fact]
    public async Task Take_SeveralInstruments_OrdersThemAndPartsWhatInformsFromWhatTrades()
    {
        Give(Series("MSFT"), Series("VIX.cboe"), Series("AAPL"));

        MarketSnapshot snapshot = await TakeAsync();

        Assert.Equal(["AAPL", "MSFT"], snapshot.Series.Select(series => series.Instrument.Id.Symbol));
        Assert.Equal(["VIX.cboe"], snapshot.Context.Select(series => series.Instrument.Id.Symbol));
        Assert.Equal("us-equities", snapshot.Market);
        Assert.Equal(Some.DeskTime, snapshot.DeskTime);
        Assert.False(snapshot.Simulated);
    }

    [Fact]
    public async Task Take_Filter_NarrowsWhatTradesAndKeepsWhatInforms()
    {
        Give(Series("AAPL"), Series("MSFT"), Series("VIX.cboe"));

        MarketSnapshot snapshot = await TakeAsync(instrument => instrument.Id.Symbol == "MSFT");

        Assert.Equal(["MSFT"], snapshot.Series.Select(series => series.Instrument.Id.Symbol));
        Assert.Single(snapshot.Context);
    }

    [Fact]
    public async Task Take_InstrumentThatNobodyKnewYet_IsLeftOut()
    {
        Give(Series("AAPL"), Series("LATER") with { Bars = [] });

        MarketSnapshot snapshot = await TakeAsync();

        Assert.Equal(["AAPL"], snapshot.Series.Select(series => series.Instrument.Id.Symbol));
    }

    [Fact]
    public async Task Take_OneSimulatedSeries_LabelsTheWholeSnapshot()
    {
        Give(Series("AAPL"), Series("MSFT") with { Simulated = true });

        Assert.True((await TakeAsync()).Simulated);
    }

    [Fact]
    public async Task Take_BarKnownAtTheDeskTime_IsTaken()
    {
        Give(Series("AAPL") with { Bars = [Some.Bar(knownAt: Some.DeskTime)] });

        Assert.Equal(Some.DeskTime, (await TakeAsync()).LastKnownAt);
    }

    [Fact]
    public async Task Take_BarKnownOneTickLater_IsRefusedWithBothMoments()
    {
        Give(Series("AAPL") with { Bars = [Some.Bar(knownAt: Some.DeskTime.AddTicks(1))] });

        MarketDataException refusal = await Assert.ThrowsAsync<MarketDataException>(() => TakeAsync());

        Assert.Contains("after the desk time 2017-12-29 21:05:00Z", refusal.Reason, StringComparison.Ordinal);
    }

    private static BarSeries Series(string symbol) =>
        Some.Series([100m, 101m], Some.Instrument(symbol));

    private Task<MarketSnapshot> TakeAsync(Predicate<Instrument>? wanted = null) =>
        SnapshotTaker.TakeAsync(_market, _source.Object, Some.DeskTime, 260, wanted, default);

    private void Give(params BarSeries[] series)
    {
        _source.Setup(source => source.ListAsync(_market, default))
            .ReturnsAsync([.. series.Select(s => s.Instrument)]);
        foreach (BarSeries one in series)
        {
            _source.Setup(source => source.ReadAsync(one.Instrument, Some.DeskTime, 260, default))
                .ReturnsAsync(one);
        }
    }
}
