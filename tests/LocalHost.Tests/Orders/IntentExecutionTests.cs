using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using TradingBase.Desk;
using TradingBase.Functions.Messages;
using TradingBase.Functions.Orchestrations;
using TradingBase.Functions.Triggers;
using TradingBase.Journal;
using TradingBase.LocalHost.Engine;
using TradingBase.LocalHost.Tests.Engine;
using TradingBase.Markets;
using TradingBase.Risk;
using TradingBase.Testing;

namespace TradingBase.LocalHost.Tests.Orders;

/// <summary>An outside strategy's message, worked as it asks to be, on the real engine.</summary>
public sealed class IntentExecutionTests
{
    private readonly RestingVenue _venue = new();

    [Fact]
    public async Task IntentWithAnExecution_IsSentInSlicesOnTimersAndBookedWhole()
    {
        await using EngineRig rig = await EngineRig.StartAsync(
            new EngineOptions(), [.. typeof(OrderLifecycle).Assembly.GetTypes()], configure: Configure);
        rig.Clock.Advance(TimeSpan.FromMinutes(30));
        DateTimeOffset start = rig.Clock.GetUtcNow();
        await ActivatorUtilities.CreateInstance<OnOrderIntentQueued>(rig.Get<IServiceProvider>()).RunAsync(
            $$$"""
            {"intentId":"intent-1","strategy":"outside","market":"us-equities","symbol":"AAPL","side":"buy",
            "quantity":40,"decidedAt":"{{{UtcJsonConverter.Write(start)}}}","limitPrice":100,
            "execution":{"algorithm":"twap","slices":4,"minutes":40}}
            """,
            rig.Client, default);

        List<(int Minute, int Sent)> sent = [];
        for (int minute = 0; minute < 60; minute++)
        {
            await rig.SettleAsync();
            sent.Add((minute, _venue.Sent.Count));
            _venue.FillAll();
            await rig.AdvanceAsync(TimeSpan.FromMinutes(1));
        }

        CycleReport report = (await rig.EndAsync(CycleIds.ForIntent("intent-1")))
            .ReadOutputAs<CycleReport>()!;
        Assert.Equal([10m, 10m, 10m, 10m], _venue.Sent.Select(order => order.Order.Quantity));
        ApprovedOrder first = _venue.Sent.First();
        Assert.All(_venue.Sent, order => Assert.Equal(first.Order.ParentId, order.Order.ParentId));
        int[] begun =
            [.. Enumerable.Range(1, 4).Select(count => sent.First(one => one.Sent == count).Minute)];
        Assert.Equal(0, begun[0]);
        Assert.All(Enumerable.Range(1, 3), i => Assert.InRange(begun[i], 10 * i, (10 * i) + 3));
        Assert.Equal(40m, Assert.Single((await rig.Get<ILedger>().ReadAsync(default)).Positions).Quantity);
        Assert.Empty(await rig.Get<ExposureRegister>().ReadAsync(default));
        Assert.NotNull(report);
    }

    private void Configure(IServiceCollection services)
    {
        _venue.AddDesk(services);
        BarSeries bars = Some.Series([100m, 100m, 100m], Some.Instrument());
        TimeSpan late = new DateTimeOffset(2026, 1, 5, 14, 59, 0, TimeSpan.Zero) - bars.Bars[^1].KnownAt;
        services.Replace(ServiceDescriptor.Singleton<IMarketDataSource>(new ScriptedMarkets(bars with
        {
            Bars =
            [
                .. bars.Bars.Select(bar => bar with
                {
                    Start = bar.Start + late, KnownAt = bar.KnownAt + late,
                }),
            ],
        })));
    }
}
