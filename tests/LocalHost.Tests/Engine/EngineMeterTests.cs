using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.DurableTask;
using Microsoft.Extensions.DependencyInjection;
using TradingBase.LocalHost.Engine;
using TradingBase.LocalHost.Storage;
using TradingBase.LocalHost.Tests.Operations;
using static TradingBase.LocalHost.Tests.Engine.ChangedProcesses;

namespace TradingBase.LocalHost.Tests.Engine;

/// <summary>What an engine's instruments say of work that is known.</summary>
public sealed class EngineMeterTests
{
    [Fact]
    public async Task Instruments_OfKnownWork_TellIt()
    {
        await using EngineRig rig = await EngineRig.StartAsync(new EngineOptions { MaxActivities = 1 },
            [typeof(Slow), typeof(Wait), .. Works.All], configure: services => services.AddSingleton<Gate>());
        await rig.SettleAsync();
        await rig.Store.Writer.WriteAsync(new NothingToWrite());
        (long commits, long commands) = (rig.Store.Writer.Commits, rig.Store.Writer.Commands);
        using Ears ears = new(rig.Engine);
        foreach (string id in (string[])["a", "b", "c"])
        {
            await rig.Client.ScheduleNewOrchestrationInstanceAsync("Waiter", new StartOrchestrationOptions(id));
        }

        await rig.Client.ScheduleNewOrchestrationInstanceAsync(
            "Waiter", new StartOrchestrationOptions("later", rig.Clock.GetUtcNow().AddDays(1)));
        await rig.SettleAsync();
        await rig.Client.ScheduleNewOrchestrationInstanceAsync("Slow");
        await rig.Get<Gate>().Begun.Task.WaitAsync(TimeSpan.FromSeconds(20));
        await rig.Client.ScheduleNewOrchestrationInstanceAsync("Slow", new StartOrchestrationOptions("second"));
        await rig.Client.WaitForInstanceStartAsync("second");

        ears.Observe();
        rig.Get<Gate>().Free.SetResult();
        await rig.SettleAsync();

        Assert.Equal(6, ears["instances.live"]);
        Assert.Equal(5, ears["instances.in_memory"]);
        Assert.Equal(0, ears["instances.ready"]);
        Assert.Equal(1, ears["activities.active"]);
        Assert.Equal(1, ears["activities.waiting"]);
        Assert.Equal(1, ears["timers"]);
        Assert.Equal(5, ears["steps"]);
        Assert.Equal(0, ears["replays"]);
        ears.Observe();
        Assert.Equal(4, ears["instances.live"]);
        Assert.Equal(rig.Store.Writer.Commits, ears["commits"]);
        Assert.Equal(rig.Store.Writer.Commands - commands, ears.Sum("commit.commands"));
        Assert.Equal(rig.Store.Writer.Commits - commits, ears.Count("commit.duration"));
        Assert.Equal(0, ears["work.poisoned"]);
    }

    [Fact]
    public async Task Instruments_AfterACrashAndWithLittleRoom_CountReplaysEvictionsAndRepeatedActivities()
    {
        await using EngineRig rig = await EngineRig.StartAsync(new EngineOptions(),
            [typeof(Slow), typeof(Wait), .. Works.All], configure: services => services.AddSingleton<Gate>());
        await rig.Client.ScheduleNewOrchestrationInstanceAsync("Slow");
        foreach (string id in (string[])["a", "b", "c"])
        {
            await rig.Client.ScheduleNewOrchestrationInstanceAsync("Waiter", new StartOrchestrationOptions(id));
        }

        await rig.Get<Gate>().Begun.Task.WaitAsync(TimeSpan.FromSeconds(20));
        rig.Store.Abandon();
        rig.Get<Gate>().Free.SetResult();
        await rig.CrashAndRestartAsync(options: new() { MaxInstancesInMemory = 1 });
        using Ears ears = new(rig.Engine);
        foreach (string id in (string[])["a", "b", "c"])
        {
            await rig.Client.RaiseEventAsync(id, "Other", 1);
        }

        await rig.SettleAsync();
        ears.Observe();

        Assert.Equal(1, ears["activities.repeated"]);
        Assert.Equal(4, ears["replays"]);
        Assert.Equal(rig.Engine.Evictions, ears["evictions"]);
        Assert.InRange(ears["evictions"], 1, 4);
    }

    [Fact]
    public async Task Instruments_OfAnInstanceThatNothingCanWake_CountIt()
    {
        await using EngineRig rig = await EngineRig.StartAsync(
            new EngineOptions(), [typeof(AwaitsNothing), .. Works.All]);
        using Ears ears = new(rig.Engine);
        await rig.Client.ScheduleNewOrchestrationInstanceAsync("AwaitsNothing");
        await rig.Client.ScheduleNewOrchestrationInstanceAsync("Waiter");
        await rig.SettleAsync();

        ears.Observe();

        Assert.Equal(1, ears["instances.stuck"]);
        Assert.Equal(0, ears["repairs"]);
    }

    [Fact]
    public async Task Instruments_Ended_AreGoneWithTheirEngine()
    {
        EngineRig rig = await EngineRig.StartAsync(new EngineOptions(), Works.All);
        using Ears ears = new(rig.Engine);
        await rig.DisposeAsync();

        ears.Observe();

        Assert.Equal(0, ears.Count("instances.live"));
    }

    [Fact]
    public async Task Instruments_HaveUnitsAndNoTags()
    {
        await using EngineRig rig = await EngineRig.StartAsync(new EngineOptions(), Works.All);
        using Ears ears = new(rig.Engine);
        await rig.Client.ScheduleNewOrchestrationInstanceAsync("Child", 1, new StartOrchestrationOptions("a"));
        await rig.EndAsync("a");
        ears.Observe();

        Assert.Equal(17, ears.Instruments.Count);
        Assert.All(ears.Instruments, one => Assert.False(string.IsNullOrEmpty(one.Unit)));
        Assert.All(ears.Instruments, one => Assert.False(string.IsNullOrEmpty(one.Description)));
        Assert.Equal(0, ears.Tags);
    }

    /// <summary>Listens to one engine's meter.</summary>
    private sealed class Ears : IDisposable
    {
        private readonly MeterListener _listener = new();
        private readonly ConcurrentDictionary<string, ConcurrentQueue<double>> _heard = new();
        private int _tags;

        internal Ears(LocalEngine engine)
        {
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == "TradingBase.Engine" && instrument.Meter.Scope == engine)
                {
                    Instruments.Enqueue(instrument);
                    listener.EnableMeasurementEvents(instrument);
                }
            };
            _listener.SetMeasurementEventCallback<int>((one, value, tags, _) => Hear(one, value, tags.Length));
            _listener.SetMeasurementEventCallback<long>((one, value, tags, _) => Hear(one, value, tags.Length));
            _listener.SetMeasurementEventCallback<double>((one, value, tags, _) => Hear(one, value, tags.Length));
            _listener.Start();
        }

        internal ConcurrentQueue<Instrument> Instruments { get; } = new();

        internal int Tags => _tags;

        internal double this[string name] => Of(name).Last();

        internal void Observe() => _listener.RecordObservableInstruments();

        internal double Sum(string name) => Of(name).Sum();

        internal int Count(string name) => Of(name).Count;

        public void Dispose() => _listener.Dispose();

        private ConcurrentQueue<double> Of(string name) =>
            _heard.GetOrAdd($"tradingbase.engine.{name}", _ => new());

        private void Hear(Instrument instrument, double value, int tags)
        {
            Interlocked.Add(ref _tags, tags);
            _heard.GetOrAdd(instrument.Name, _ => new()).Enqueue(value);
        }
    }
}
