using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging.Abstractions;
using Moq;
using TradingBase.Desk;
using TradingBase.Functions.Messages;
using TradingBase.Functions.Tests.Activities;
using TradingBase.Functions.Triggers;
using TradingBase.Markets;
using TradingBase.Markets.Catalog;
using TradingBase.Risk;
using TradingBase.Testing;

namespace TradingBase.Functions.Tests.Triggers;

public sealed class OnMarketClockTests
{
    // Coins trade all day and are reviewed at midnight; a Saturday's midnight is nobody else's turn.
    private static readonly DateTimeOffset Saturday = new(2017, 12, 30, 0, 0, 0, TimeSpan.Zero);

    private readonly List<(string Id, CycleRequest Request)> _started = [];
    private readonly HeartbeatBook _beats = new(new MemoryStateStore());
    private readonly Mock<DurableTaskClient> _client = new("test");

    public OnMarketClockTests() => _client
        .Setup(client => client.ScheduleNewOrchestrationInstanceAsync(
            It.IsAny<TaskName>(), It.IsAny<object?>(), It.IsAny<StartOrchestrationOptions?>(),
            It.IsAny<CancellationToken>()))
        .Callback((TaskName _, object? input, StartOrchestrationOptions? options, CancellationToken _) =>
            _started.Add((options!.InstanceId!, (CycleRequest)input!)))
        .ReturnsAsync("started");

    [Fact]
    public async Task Run_TwiceWithinAMinute_AsksForOneCycleOfTheMarketsThatAreDue()
    {
        await RunAsync(Saturday.AddSeconds(1), bars: Saturday.AddDays(-1));
        await RunAsync(Saturday.AddSeconds(50), bars: Saturday.AddDays(-1));

        Assert.Equal(["cycle-20171230T0000"], _started.Select(one => one.Id).Distinct());
        Assert.All(_started, one => Assert.Equal(["crypto-spot"], one.Request.Markets));
        Assert.All(_started, one => Assert.Null(one.Request.AsOf));
    }

    [Fact]
    public async Task Run_EveryPriceTooOld_StartsNothing()
    {
        await RunAsync(Saturday, bars: Saturday.AddDays(-30));

        Assert.Empty(_started);
        Assert.Equal(Saturday, await _beats.FindTickAsync(default));
    }

    [Fact]
    public async Task Run_BetweenTwoTurns_StartsNothing()
    {
        await RunAsync(Saturday.AddMinutes(1), bars: Saturday.AddDays(-1));

        Assert.Empty(_started);
    }

    [Fact]
    public async Task Run_PricesOlderThanTheLimitInForce_StartsNothing()
    {
        MemoryStateStore rows = new();
        await Some.LimitBook(rows, new() { MaxMissedSessions = 1 }).ReadAsync(Saturday, default);
        RiskLimits looser = new() { MaxMissedSessions = 10 };

        await RunAsync(Saturday, bars: Saturday.AddDays(-5), Some.LimitBook(rows, looser));
        Assert.Empty(_started);

        // Where nothing tighter was accepted, the same configuration starts.
        await RunAsync(Saturday, bars: Saturday.AddDays(-5), Some.LimitBook(new MemoryStateStore(), looser));
        Assert.Single(_started);
    }

    private Task RunAsync(DateTimeOffset now, DateTimeOffset bars, LimitBook? limits = null)
    {
        Instrument coin = Some.Instrument("BTCUSD", new CryptoSpot());
        ScriptedMarkets source = new(new BarSeries(coin, TimeSpan.FromDays(1), "test", false, [Some.Bar(bars)]));
        DeskOptions options = new()
        {
            Cadences = new Dictionary<string, TimeSpan> { ["crypto-spot"] = TimeSpan.FromDays(1) },
        };
        DueMarkets due = new(new MarketCatalog(Some.Markets()), options, source,
            limits ?? Some.LimitBook(new MemoryStateStore()));
        return new OnMarketClock(
            new DeskRig().StartHold, due, _beats, new ManualClock(now), NullLogger<OnMarketClock>.Instance)
            .RunAsync(new(), _client.Object, default);
    }
}
