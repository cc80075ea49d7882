using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Moq;
using TradingBase.Desk;
using TradingBase.Functions.Tests.Activities;
using TradingBase.Functions.Triggers;
using TradingBase.Markets;
using TradingBase.Testing;

namespace TradingBase.Functions.Tests.Triggers;

/// <summary>An id is used once, also when the host has forgotten the history of its cycle.</summary>
public sealed class OnCycleRequestedTests
{
    private readonly DeskRig _rig = new();
    private readonly Mock<DurableTaskClient> _client = new("test");

    public OnCycleRequestedTests() => _client
        .Setup(client => client.ScheduleNewOrchestrationInstanceAsync(
            It.IsAny<TaskName>(), It.IsAny<object?>(), It.IsAny<StartOrchestrationOptions?>(),
            It.IsAny<CancellationToken>()))
        .ReturnsAsync("started");

    [Theory]
    [InlineData("crypto-spot", 0, 202)]
    [InlineData("fx", 0, 409)]
    [InlineData("crypto-spot", 1, 409)]
    public async Task Run_IdOfAForgottenCycle_IsComparedWithItsRecordAndStartsNothing(
        string market, int minutesLater, int expected)
    {
        await KeepAsync("cycle-mine", "crypto-spot");

        int status = await AskAsync(market, Some.DeskTime.AddMinutes(minutesLater));

        Assert.Equal(expected, status);
        Assert.DoesNotContain(_client.Invocations, IsStart);
    }

    [Fact]
    public async Task Run_IdThatNobodyHadUsed_StartsTheCycle()
    {
        await KeepAsync("cycle-another", "crypto-spot");

        Assert.Equal(202, await AskAsync("crypto-spot", Some.DeskTime));
        Assert.Single(_client.Invocations, IsStart);
    }

    private static bool IsStart(IInvocation call) =>
        call.Method.Name == nameof(DurableTaskClient.ScheduleNewOrchestrationInstanceAsync);

    private async Task<int> AskAsync(string market, DateTimeOffset asOf)
    {
        string body = JsonSerializer.Serialize(new { markets = new[] { market }, asOf, requestId = "mine" });
        DefaultHttpContext context = new()
        {
            RequestServices = new ServiceCollection().AddLogging().BuildServiceProvider(),
            Request = { Body = new MemoryStream(Encoding.UTF8.GetBytes(body)) },
        };
        OnCycleRequested requested = new(
            _rig.StartHold,
            new MarketCatalog(Some.Markets()),
            new(),
            _rig.Records,
            new ManualClock(Some.DeskTime.AddDays(60)));
        IResult result = await requested.RunAsync(context.Request, _client.Object, default);
        await result.ExecuteAsync(context);
        return context.Response.StatusCode;
    }

    private Task KeepAsync(string id, string market) => _rig.Records.KeepAsync(
        CycleDocument.Kind, id,
        new CycleDocument(
            id, CycleDocument.Completed, Some.DeskTime, Some.DeskTime, false, "test",
            [new(market, [], [], null, null, false, null)], [], [], [],
            new("USD", new Dictionary<string, decimal>(), [], 0, Some.DeskTime),
            new(0, 0, 0, 0, new Dictionary<string, EndpointUse>())),
        default);
}
