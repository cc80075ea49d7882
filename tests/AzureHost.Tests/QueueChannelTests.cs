using Azure;
using Azure.Identity;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Moq;
using TradingBase.AzureHost.Storage;
using TradingBase.Desk;
using TradingBase.Journal;
using TradingBase.Testing;

namespace TradingBase.AzureHost.Tests;

public sealed class QueueChannelTests
{
    private static readonly Alert Something = new(
        "desk:held", "desk-state", AlertSeverity.Critical, "The desk is Halted: a test.", Some.DeskTime);

    private readonly List<string> _sent = [];
    private readonly Mock<QueueClient> _client = new();

    public QueueChannelTests() => _client
        .Setup(client => client.SendMessageAsync(It.IsAny<string>(), It.IsAny<CancellationToken>()))
        .Callback((string text, CancellationToken _) => _sent.Add(text))
        .ReturnsAsync(Mock.Of<Response<SendReceipt>>());

    [Fact]
    public async Task Tell_TwoAlerts_MakesTheQueueOnceAndSendsTheirJson()
    {
        QueueChannel channel = new(_client.Object, TimeProvider.System);

        await channel.TellAsync(Something, default);
        await channel.TellAsync(Something with { Id = "other" }, default);

        Assert.Equal([Canonical.Json(Something), Canonical.Json(Something with { Id = "other" })], _sent);
        _client.Verify(client => client.CreateIfNotExistsAsync(null, It.IsAny<CancellationToken>()), Times.Once);
    }

    public static TheoryData<Exception> Troubles => new()
    {
        new RequestFailedException(507, "It is full.", "InsufficientStorage", null),
        new RequestFailedException(404, "It is gone.", "QueueNotFound", null),
        new AuthenticationFailedException("Nobody is signed in."),
        new AggregateException("Retry failed after 4 tries.", new IOException("Nobody is there.")),
        new OperationCanceledException("It took too long."),
    };

    [Theory]
    [MemberData(nameof(Troubles))]
    public async Task Raise_AQueueThatDoesNotTakeIt_KeepsTheAlertAndSaysThatItWasNotTold(Exception trouble)
    {
        _client.Setup(client => client.SendMessageAsync(It.IsAny<string>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(trouble);
        MemoryStateStore rows = new();
        (JournalBook journal, RecordBook records) = (new(rows), new(rows));

        await new AlertBook(journal, records, [new QueueChannel(_client.Object, TimeProvider.System)])
            .RaiseAsync(Something, default);

        Assert.Single(await records.ListAsync<Alert>(Alert.RecordKind, null, 10, default));
        Assert.Equal(
            ["alert-raised", "alert-untold"],
            (await journal.ReadAsync("alerts", 1, 10, default)).Select(line => line.Kind));
    }

    [Fact]
    public async Task Tell_TheCallerGivesUp_IsNoFailureOfTheQueue()
    {
        using CancellationTokenSource gone = new();
        await gone.CancelAsync();
        _client.Setup(client => client.SendMessageAsync(It.IsAny<string>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new OperationCanceledException());

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => new QueueChannel(_client.Object, TimeProvider.System).TellAsync(Something, gone.Token));
    }

    [Fact]
    public async Task Tell_MoreThanAMessageHolds_IsRefusedAndNotSent()
    {
        AlertQueueException refused = await Assert.ThrowsAsync<AlertQueueException>(
            () => new QueueChannel(_client.Object, TimeProvider.System).TellAsync(
                Something with { Message = new('x', 50_000) }, default));

        Assert.Contains("49152", refused.Message, StringComparison.Ordinal);
        Assert.Empty(_sent);
    }
}
