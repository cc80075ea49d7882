using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Moq;
using TradingBase.Desk;
using TradingBase.Functions.Messages;
using TradingBase.Functions.Tests.Activities;
using TradingBase.Functions.Triggers;
using TradingBase.Testing;

namespace TradingBase.Functions.Tests.Triggers;

public sealed class ReconciliationTriggerTests
{
    private readonly DeskRig _rig = new();
    private readonly List<(string Id, ReconciliationRequest Request)> _started = [];
    private readonly Mock<DurableTaskClient> _client = new("test");

    public ReconciliationTriggerTests() => _client
        .Setup(client => client.ScheduleNewOrchestrationInstanceAsync(
            It.IsAny<TaskName>(), It.IsAny<object?>(), It.IsAny<StartOrchestrationOptions?>(),
            It.IsAny<CancellationToken>()))
        .Callback((TaskName _, object? input, StartOrchestrationOptions? options, CancellationToken _) =>
            _started.Add((options!.InstanceId!, (ReconciliationRequest)input!)))
        .ReturnsAsync("started");

    [Theory]
    [InlineData(null, true)]
    [InlineData(OrchestrationRuntimeStatus.Completed, true)]
    [InlineData(OrchestrationRuntimeStatus.Failed, true)]
    [InlineData(OrchestrationRuntimeStatus.Running, false)]
    [InlineData(OrchestrationRuntimeStatus.Pending, false)]
    public async Task Clock_WhileARunIsUnderWay_IsSkippedQuietly(OrchestrationRuntimeStatus? last, bool starts)
    {
        Last(last);

        await new OnReconcileClock(
                DeskRig.Brokers, new(_rig.Abandoned), NullLogger<OnReconcileClock>.Instance)
            .RunAsync(new(), _client.Object, default);

        Assert.Equal(starts ? [("reconciliation", "paper")] : [],
            _started.Select(one => (one.Id, one.Request.Venues.Single())));
    }

    [Theory]
    [InlineData(OrchestrationRuntimeStatus.Completed, true)]
    [InlineData(OrchestrationRuntimeStatus.Running, false)]
    public async Task Request_Always_SaysWhetherItStartedOne(OrchestrationRuntimeStatus last, bool starts)
    {
        Last(last);

        (int status, JsonNode body) = await AnswerAsync(
            await new OnReconciliationRequested(DeskRig.Brokers)
                .RunAsync(new DefaultHttpContext().Request, _client.Object, default));

        Assert.Equal((202, starts), (status, (bool)body["started"]!));
    }

    [Fact]
    public async Task Read_AfterARun_ShowsMarkAndFindings()
    {
        Last(OrchestrationRuntimeStatus.Running);
        ReconciliationMarks marks = new(_rig.Rows);
        ReconciliationFinding found = new(
            ReconciliationFindingKind.CashDiffers, "USD", Explained: false, "Cash differs.", -5m);
        await marks.KeepAsync(new("paper", Some.DeskTime, Passed: false, "Cash differs."), default);
        await _rig.Records.KeepAsync(
            ReconciliationState.RecordKind, "paper",
            new ReconciliationState("paper")
            {
                Last = new("paper", Some.DeskTime, Passed: false, "Cash differs.", [found]),
            },
            default);

        (int status, JsonNode body) = await AnswerAsync(
            await new OnReconciliationsRead(DeskRig.Brokers, marks, _rig.Records)
                .RunAsync(new DefaultHttpContext().Request, _client.Object, default));

        JsonNode venue = body["venues"]![0]!;
        Assert.True((bool)body["running"]!);
        Assert.Equal((200, "paper", false), (status, (string)venue["venue"]!, (bool)venue["mark"]!["passed"]!));
        Assert.Equal("cashDiffers", (string)venue["last"]!["findings"]![0]!["kind"]!);
    }

    private static async Task<(int Status, JsonNode Body)> AnswerAsync(IResult result)
    {
        DefaultHttpContext context = new()
        {
            RequestServices = new ServiceCollection().AddLogging().BuildServiceProvider(),
        };
        using MemoryStream body = new();
        context.Response.Body = body;
        await result.ExecuteAsync(context);
        return (context.Response.StatusCode, JsonNode.Parse(body.ToArray())!);
    }

    private void Last(OrchestrationRuntimeStatus? status) => _client
        .Setup(client => client.GetInstanceAsync(It.IsAny<string>(), It.IsAny<CancellationToken>()))
        .ReturnsAsync(status is { } known
            ? new OrchestrationMetadata("Reconciliation", "reconciliation") { RuntimeStatus = known }
            : null);
}
