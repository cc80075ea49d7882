using System.Threading.Channels;
using Azure.Storage.Queues.Models;
using Microsoft.Azure.Functions.Worker;
using TradingBase.LocalHost.Engine.Functions;
using TradingBase.LocalHost.Pumps;
using TradingBase.LocalHost.Tests.Storage;

namespace TradingBase.LocalHost.Tests.Pumps;

public sealed class QueuePumpTests : IDisposable
{
    private static readonly QueueSettings Impatient = new() { MaxDequeueCount = 3 };

    private readonly TempFolder _folder = new();
    private readonly Inbox _inbox = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(nameof(Takers.Text))]
    [InlineData(nameof(Takers.Record))]
    [InlineData(nameof(Takers.Data))]
    [InlineData(nameof(Takers.Whole))]
    public async Task Run_EachKindOfParameter_GetsTheMessageAndEndsIt(string function)
    {
        using PumpRoom room = Room();
        IQueue queue = room.Queues.Open("intents");
        await using Pumped pump = new(room, function);
        await queue.SendAsync(new("""{"symbol":"AAPL","quantity":3}"""), TimeSpan.Zero, default);

        Assert.Equal("AAPL", await _inbox.NextAsync());

        await UntilEmptyAsync(queue);
    }

    [Fact]
    public async Task Run_WrongMessage_GoesToThePoisonQueueUnchangedWithItsReasonAfterItsDeliveries()
    {
        using PumpRoom room = Room(Impatient);
        await using Pumped pump = new(room, nameof(Takers.Record));
        await using Pumped poisoned = new(room, nameof(Takers.Poisoned));
        await room.Queues.Open("intents").SendAsync(new("not JSON"), TimeSpan.Zero, default);

        string seen = await _inbox.NextAsync();

        Assert.StartsWith("not JSON 1 JsonException: 'not JSON' is", seen, StringComparison.Ordinal);
        Assert.Equal(3, room.Log.Count(line => line.Contains("failed on message", StringComparison.Ordinal)));
        Assert.Equal(0, await room.Queues.Open("intents").CountAsync(default));
        await UntilEmptyAsync(room.Queues.Open("intents-poison"));
    }

    [Fact]
    public async Task Run_FunctionFailsTwice_IsDeliveredAgainAndThenDone()
    {
        using PumpRoom room = Room(Impatient);
        IQueue queue = room.Queues.Open("flaky");
        await using Pumped pump = new(room, nameof(Takers.Flaky));
        await queue.SendAsync(new("x"), TimeSpan.Zero, default);

        Assert.Equal("1", await _inbox.NextAsync());
        Assert.Equal("2", await _inbox.NextAsync());
        Assert.Equal("3", await _inbox.NextAsync());

        await UntilEmptyAsync(queue);
        Assert.Equal(0, await room.Queues.Open("flaky-poison").CountAsync(default));
    }

    [Fact]
    public async Task Run_FunctionFails_WaitsTwiceAsLongBeforeEachFurtherDelivery()
    {
        WatchedClock clock = new(PumpRoom.Start);
        using PumpRoom room = Room(clock: clock);
        await using Pumped pump = new(room, nameof(Takers.Flaky));
        await room.Queues.Open("flaky").SendAsync(new("x"), TimeSpan.Zero, default);

        Assert.Equal("1", await _inbox.NextAsync());
        await clock.AdvanceToAsync(PumpRoom.Start + TimeSpan.FromSeconds(1));
        Assert.Equal("2", await _inbox.NextAsync());
        await clock.AdvanceToAsync(PumpRoom.Start + TimeSpan.FromSeconds(3));
        Assert.Equal("3", await _inbox.NextAsync());
    }

    [Fact]
    public async Task Run_LongerThanTheLease_IsRenewedAndNotDeliveredAgain()
    {
        WatchedClock clock = new(PumpRoom.Start);
        using PumpRoom room = Room(clock: clock);
        IQueue queue = room.Queues.Open("slow");
        await using Pumped pump = new(room, nameof(Takers.Slow));
        await queue.SendAsync(new("x"), TimeSpan.Zero, default);
        await _inbox.NextAsync();

        for (int i = 1; i <= 6; i++)
        {
            await clock.AdvanceToAsync(PumpRoom.Start + (i * TimeSpan.FromSeconds(30)));
            await UntilAsync(
                () => room.Log.Count(line => line.Contains("is renewed", StringComparison.Ordinal)) == i);
        }

        Assert.Empty(await queue.PeekAsync(1, default));
        Assert.False(_inbox.HasMore);
        _inbox.Release();
        await UntilEmptyAsync(queue);
    }

    [Fact]
    public async Task Run_ManyMessages_NoMoreAtOnceThanTheBatchAndEachOnce()
    {
        using PumpRoom room = Room(new() { BatchSize = 4 });
        IQueue queue = room.Queues.Open("slow");
        await Task.WhenAll(Enumerable.Range(0, 20)
            .Select(i => queue.SendAsync(new($"{i}"), TimeSpan.Zero, default)));
        await using Pumped pump = new(room, nameof(Takers.Slow));

        List<string> seen = [];
        for (int i = 0; i < 20; i++)
        {
            seen.Add(await _inbox.NextAsync());
            _inbox.Release();
        }

        await UntilEmptyAsync(queue);
        Assert.Equal(20, seen.Distinct().Count());
        Assert.InRange(_inbox.MostAtOnce, 1, 4);
    }

    [Fact]
    public async Task Stop_InTheMiddleOfARun_CancelsItAndTheNextStartDeliversItAtOnce()
    {
        using (PumpRoom room = Room())
        {
            await using Pumped pump = new(room, nameof(Takers.Slow));
            await room.Queues.Open("slow").SendAsync(new("x"), TimeSpan.Zero, default);
            await _inbox.NextAsync();
        }

        using PumpRoom later = Room();
        await using Pumped again = new(later, nameof(Takers.Slow));

        Assert.Equal("x", await _inbox.NextAsync());
        _inbox.Release();
        await UntilEmptyAsync(later.Queues.Open("slow"));
    }

    [Fact]
    public async Task Run_MessageThatKilledTheHostEachTime_GoesToThePoisonQueueUnrun()
    {
        using (PumpRoom room = Room(Impatient))
        {
            IQueue queue = room.Queues.Open("slow");
            await queue.SendAsync(new("deadly"), TimeSpan.Zero, default);
            for (int i = 0; i < 3; i++)
            {
                QueueDelivery held =
                    Assert.Single(await queue.ReceiveAsync(1, TimeSpan.FromMinutes(1), default));
                await queue.UpdateVisibilityAsync(held, TimeSpan.Zero, default);
            }
        }

        using PumpRoom later = Room(Impatient);
        IQueue poison = later.Queues.Open("slow-poison");
        Task arrival = poison.WaitAsync(default);
        await using Pumped pump = new(later, nameof(Takers.Slow));
        await arrival.WaitAsync(Patience.Limit);

        QueueDelivery moved = Assert.Single(await poison.PeekAsync(1, default));
        Assert.Equal("deadly", moved.Body.ToString());
        Assert.Equal("3 deliveries had no end.", moved.Reason);
        Assert.False(_inbox.HasMore);
    }

    private static Task UntilEmptyAsync(IQueue queue) =>
        UntilAsync(() => queue.CountAsync(default).Result == 0);

    private static async Task UntilAsync(Func<bool> condition)
    {
        using CancellationTokenSource limit = new(Patience.Limit);
        while (!condition())
        {
            limit.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private PumpRoom Room(QueueSettings? settings = null, TimeProvider? clock = null) =>
        new(_folder.Path, clock, null, settings, _inbox);

    private sealed class Pumped : IAsyncDisposable
    {
        private readonly QueuePump _pump;

        public Pumped(PumpRoom room, string function)
        {
            FunctionEntry entry = new FunctionIndex(typeof(Takers)).Find(function, FunctionKind.Queue)!;
            _pump = new(entry, room.Services, room.Settings.Queues);
            _pump.Start();
        }

        public async ValueTask DisposeAsync()
        {
            await _pump.StopAsync(new CancellationToken(canceled: true)).WaitAsync(Patience.Limit);
            _pump.Dispose();
        }
    }

    internal sealed record Intent(string Symbol, decimal Quantity);

    internal sealed class Inbox
    {
        private readonly Channel<string> _seen = Channel.CreateUnbounded<string>();
        private readonly Channel<bool> _go = Channel.CreateUnbounded<bool>();
        private int _now;

        public int MostAtOnce { get; private set; }

        public bool HasMore => _seen.Reader.TryPeek(out _);

        public void Saw(string message) => _seen.Writer.TryWrite(message);

        public async Task<string> NextAsync() =>
            await _seen.Reader.ReadAsync().AsTask().WaitAsync(Patience.Limit);

        public void Release() => _go.Writer.TryWrite(true);

        public async Task HoldAsync(CancellationToken cancellationToken)
        {
            int now = Interlocked.Increment(ref _now);
            lock (_go)
            {
                MostAtOnce = Math.Max(MostAtOnce, now);
            }

            await _go.Reader.ReadAsync(cancellationToken);
            Interlocked.Decrement(ref _now);
        }
    }

    internal sealed class Takers(Inbox inbox)
    {
        [Function(nameof(Text))]
        public void Text([QueueTrigger("intents")] string message) =>
            inbox.Saw(message.Contains("AAPL", StringComparison.Ordinal) ? "AAPL" : message);

        [Function(nameof(Record))]
        public void Record([QueueTrigger("intents")] Intent intent) => inbox.Saw(intent.Symbol);

        [Function(nameof(Data))]
        public void Data([QueueTrigger("intents")] BinaryData data) =>
            inbox.Saw(data.ToObjectFromJson<Intent>(Canonical.Options)!.Symbol);

        [Function(nameof(Whole))]
        public void Whole([QueueTrigger("intents")] QueueMessage message, long dequeueCount) => inbox.Saw(
            message.DequeueCount == dequeueCount && message.MessageId.Length > 0
                ? message.Body.ToObjectFromJson<Intent>(Canonical.Options)!.Symbol
                : "wrong");

        [Function(nameof(Poisoned))]
        public void Poisoned(
            [QueueTrigger("intents-poison")] string message, FunctionContext context) => inbox.Saw(
            $"{message} {context.BindingContext.BindingData["DequeueCount"]} "
            + context.BindingContext.BindingData["PoisonReason"]);

        [Function(nameof(Flaky))]
        public void Flaky([QueueTrigger("flaky")] string message, long dequeueCount)
        {
            inbox.Saw($"{dequeueCount}");
            if (dequeueCount < 3)
            {
                throw new InvalidOperationException(message);
            }
        }

        [Function(nameof(Slow))]
        public Task Slow([QueueTrigger("slow")] string message, CancellationToken cancellationToken)
        {
            inbox.Saw(message);
            return inbox.HoldAsync(cancellationToken);
        }
    }
}
