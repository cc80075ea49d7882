using Azure;
using TradingBase.Desk;
using TradingBase.Journal;
using TradingBase.LocalHost.Pumps;
using TradingBase.Testing;

namespace TradingBase.LocalHost.Tests.Pumps;

public sealed class QueueChannelTests
{
    private static readonly Alert Something = new(
        "desk:held", "desk-state", AlertSeverity.Critical, "The desk is Halted: a test.", Some.DeskTime);

    [Fact]
    public async Task Tell_AnAlert_LiesInTheStoresOwnQueueAsJson()
    {
        using PumpRoom room = new();

        await new QueueChannel(room.Queues, TimeProvider.System).TellAsync(Something, default);

        QueueDelivery delivery = Assert.Single(await room.Queues.Open("alerts").PeekAsync(10, default));
        Assert.Equal(Canonical.Json(Something), delivery.Body.ToString());
    }

    [Fact]
    public async Task Tell_MoreThanAMessageHolds_IsRefused()
    {
        using PumpRoom room = new();

        await Assert.ThrowsAsync<AlertQueueException>(
            () => new QueueChannel(room.Queues, TimeProvider.System).TellAsync(
                Something with { Message = new('x', 50_000) }, default));

        Assert.Equal(0, await room.Queues.Open("alerts").CountAsync(default));
    }

    public static TheoryData<Exception> Troubles => new()
    {
        new RequestFailedException(507, "It is full.", "InsufficientStorage", null),
        new AggregateException("Retry failed after 4 tries.", new IOException("Nobody is there.")),
        new OperationCanceledException("It took too long."),
    };

    [Theory]
    [MemberData(nameof(Troubles))]
    public async Task Raise_AQueueThatDoesNotTakeIt_KeepsTheAlertAndSaysThatItWasNotTold(Exception trouble)
    {
        MemoryStateStore rows = new();
        (JournalBook journal, RecordBook records) = (new(rows), new(rows));
        QueueChannel channel = new(new NoQueues(trouble), TimeProvider.System);

        await new AlertBook(journal, records, [channel]).RaiseAsync(Something, default);

        Assert.Single(await records.ListAsync<Alert>(Alert.RecordKind, null, 10, default));
        Assert.Equal(
            ["alert-raised", "alert-untold"],
            (await journal.ReadAsync("alerts", 1, 10, default)).Select(line => line.Kind));
    }

    private sealed class NoQueues(Exception trouble) : IQueueFactory
    {
        public IQueue Open(string name, string? connection = null) => throw trouble;
    }
}
