using System.Threading.Channels;
using Microsoft.Azure.Functions.Worker;
using TradingBase.LocalHost.Engine.Functions;
using TradingBase.LocalHost.Pumps;
using TradingBase.LocalHost.Tests.Storage;

namespace TradingBase.LocalHost.Tests.Pumps;

public sealed class TimerPumpTests : IDisposable
{
    private static readonly DateTimeOffset HalfPast = new(2026, 1, 5, 14, 30, 0, TimeSpan.Zero);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly TempFolder _folder = new();
    private readonly WatchedClock _clock = new(PumpRoom.Start);
    private readonly Runs _runs = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Run_EachMinute_FiresAtTheMinuteWithItsStatus()
    {
        using PumpRoom room = Room();
        await using Pumped timer = new(room, nameof(Clocks.EachMinute));

        await _clock.AdvanceToAsync(HalfPast);
        TimerInfo first = await _runs.NextAsync();
        await _clock.AdvanceToAsync(HalfPast + Minute);
        TimerInfo second = await _runs.NextAsync();

        Assert.False(first.IsPastDue);
        Assert.Equal(HalfPast.UtcDateTime, first.ScheduleStatus!.Next);
        Assert.Equal(HalfPast.UtcDateTime, second.ScheduleStatus!.Last);
        Assert.Equal((HalfPast + Minute).UtcDateTime, second.ScheduleStatus.Next);
    }

    [Fact]
    public async Task Start_AnOccurrenceMissedWhileDown_FiresOncePastDueAndThenOnTime()
    {
        using (PumpRoom room = Room())
        {
            await using Pumped timer = new(room, nameof(Clocks.EachMinute));
            await _clock.AdvanceToAsync(HalfPast);
            await _runs.NextAsync();
        }

        _clock.Advance(5 * Minute + TimeSpan.FromSeconds(10));
        using PumpRoom later = Room();
        await using Pumped again = new(later, nameof(Clocks.EachMinute));
        TimerInfo missed = await _runs.NextAsync();
        await _clock.AdvanceToAsync(HalfPast + 6 * Minute);
        TimerInfo next = await _runs.NextAsync();

        Assert.True(missed.IsPastDue);
        Assert.Equal((HalfPast + Minute).UtcDateTime, missed.ScheduleStatus!.Next);
        Assert.False(next.IsPastDue);
        Assert.False(_runs.HasMore);
    }

    [Fact]
    public async Task Start_KilledBeforeTheFirstRunEver_FiresPastDue()
    {
        using (PumpRoom room = Room())
        {
            await using Pumped timer = new(room, nameof(Clocks.EachMinute));
            await _clock.WhenArmedAsync(HalfPast);
        }

        _clock.Advance(Minute);
        using PumpRoom later = Room();
        await using Pumped again = new(later, nameof(Clocks.EachMinute));

        Assert.True((await _runs.NextAsync()).IsPastDue);
    }

    [Fact]
    public async Task Run_StillRunningAtTheNextOccurrence_IsNotOverlappedAndMadeUpForOnce()
    {
        using PumpRoom room = Room();
        await using Pumped timer = new(room, nameof(Clocks.Slow));
        await _clock.AdvanceToAsync(HalfPast);
        await _runs.NextAsync();

        _clock.Advance(3 * Minute);
        Assert.False(_runs.HasMore);
        _runs.Release();
        await _runs.NextAsync();
        _runs.Release();
        await _clock.WhenArmedAsync(HalfPast + 4 * Minute);

        Assert.Equal(1, _runs.MostAtOnce);
        Assert.False(_runs.HasMore);
    }

    [Fact]
    public async Task Run_FunctionThrows_IsLoggedByNameAndTheNextOccurrenceFires()
    {
        using PumpRoom room = Room();
        await using Pumped timer = new(room, nameof(Clocks.Broken));

        await _clock.AdvanceToAsync(HalfPast);
        await _runs.NextAsync();
        await _clock.AdvanceToAsync(HalfPast + Minute);
        await _runs.NextAsync();

        Assert.Contains(room.Log, line => line.StartsWith("Error", StringComparison.Ordinal)
            && line.Contains(nameof(Clocks.Broken), StringComparison.Ordinal)
            && line.Contains("the market is shut", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Start_RunOnStartup_FiresAtOnceAndNotPastDue()
    {
        using PumpRoom room = Room();
        await using Pumped timer = new(room, nameof(Clocks.AtStart));

        TimerInfo first = await _runs.NextAsync();
        await _clock.AdvanceToAsync(HalfPast);
        await _runs.NextAsync();

        Assert.False(first.IsPastDue);
    }

    [Fact]
    public async Task Run_ScheduleFromASetting_FiresByIt()
    {
        using PumpRoom room = Room(new() { ["Rhythm"] = "*/10 * * * * *" });
        await using Pumped timer = new(room, nameof(Clocks.BySetting));

        await _clock.AdvanceToAsync(PumpRoom.Start + TimeSpan.FromSeconds(10));
        TimerInfo info = await _runs.NextAsync();

        // More often than each minute: not kept, as in Azure's host, so there is no status.
        Assert.Null(info.ScheduleStatus);
    }

    [Theory]
    [InlineData(null, "Rhythm")]
    [InlineData("often", "'often'")]
    public void New_SettingMissingOrNoSchedule_IsRefusedWithTheFunctionsName(string? rhythm, string named)
    {
        using PumpRoom room = Room(new() { ["Rhythm"] = rhythm });

        InvalidOperationException refusal = Assert.Throws<InvalidOperationException>(
            () => new Pumped(room, nameof(Clocks.BySetting)));

        Assert.Contains(nameof(Clocks.BySetting), refusal.Message, StringComparison.Ordinal);
        Assert.Contains(named, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_ScheduleChangedMeanwhile_IsNotPastDueByTheOldOne()
    {
        using (PumpRoom room = Room(new() { ["Rhythm"] = "0 * * * * *" }))
        {
            await using Pumped timer = new(room, nameof(Clocks.BySetting));
            await _clock.WhenArmedAsync(HalfPast);
        }

        _clock.Advance(10 * Minute);
        using PumpRoom later = Room(new() { ["Rhythm"] = "0 0 * * * *" });
        await using Pumped again = new(later, nameof(Clocks.BySetting));
        await _clock.WhenArmedAsync(HalfPast + 30 * Minute);

        Assert.False(_runs.HasMore);
    }

    [Fact]
    public async Task Stop_InTheMiddleOfARun_CancelsItAndTheNextStartMakesUpForIt()
    {
        using (PumpRoom room = Room())
        {
            await using Pumped timer = new(room, nameof(Clocks.Slow));
            await _clock.AdvanceToAsync(HalfPast);
            await _runs.NextAsync();
        }

        _clock.Advance(TimeSpan.FromSeconds(1));
        using PumpRoom later = Room();
        await using Pumped again = new(later, nameof(Clocks.Slow));

        Assert.True((await _runs.NextAsync()).IsPastDue);
    }

    private PumpRoom Room(Dictionary<string, string?>? settings = null) =>
        new(_folder.Path, _clock, settings, null, _runs);

    private sealed class Pumped : IAsyncDisposable
    {
        private readonly TimerPump _pump;

        public Pumped(PumpRoom room, string function)
        {
            FunctionEntry entry = new FunctionIndex(typeof(Clocks)).Find(function, FunctionKind.Timer)!;
            _pump = new(entry, room.Services);
            _pump.Start();
        }

        public async ValueTask DisposeAsync()
        {
            await _pump.StopAsync(new CancellationToken(canceled: true)).WaitAsync(Patience.Limit);
            _pump.Dispose();
        }
    }

    internal sealed class Runs
    {
        private readonly Channel<TimerInfo> _seen = Channel.CreateUnbounded<TimerInfo>();
        private readonly Channel<bool> _go = Channel.CreateUnbounded<bool>();
        private int _now;

        public int MostAtOnce { get; private set; }

        public bool HasMore => _seen.Reader.TryPeek(out _);

        public void Saw(TimerInfo timer) => _seen.Writer.TryWrite(timer);

        public async Task<TimerInfo> NextAsync() =>
            await _seen.Reader.ReadAsync().AsTask().WaitAsync(Patience.Limit);

        public void Release() => _go.Writer.TryWrite(true);

        public async Task HoldAsync(CancellationToken cancellationToken)
        {
            MostAtOnce = Math.Max(MostAtOnce, Interlocked.Increment(ref _now));
            await _go.Reader.ReadAsync(cancellationToken);
            Interlocked.Decrement(ref _now);
        }
    }

    internal sealed class Clocks(Runs runs)
    {
        [Function(nameof(EachMinute))]
        public void EachMinute([TimerTrigger("0 * * * * *")] TimerInfo timer) => runs.Saw(timer);

        [Function(nameof(AtStart))]
        public void AtStart([TimerTrigger("0 * * * * *", RunOnStartup = true)] TimerInfo timer) =>
            runs.Saw(timer);

        [Function(nameof(BySetting))]
        public void BySetting([TimerTrigger("%Rhythm%")] TimerInfo timer) => runs.Saw(timer);

        [Function(nameof(Broken))]
        public Task Broken([TimerTrigger("0 * * * * *")] TimerInfo timer)
        {
            runs.Saw(timer);
            throw new InvalidOperationException("the market is shut");
        }

        [Function(nameof(Slow))]
        public Task Slow([TimerTrigger("0 * * * * *")] TimerInfo timer, CancellationToken cancellationToken)
        {
            runs.Saw(timer);
            return runs.HoldAsync(cancellationToken);
        }
    }
}
