using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Moq;
using TradingBase.Desk;
using TradingBase.Execution;
using TradingBase.Functions.Tests.Activities;
using TradingBase.Functions.Triggers;
using TradingBase.Risk;
using TradingBase.Testing;

namespace TradingBase.Functions.Tests.Triggers;

public sealed class OnKillRequestedTests
{
    private readonly DeskRig _rig = new();
    private readonly Mock<DurableTaskClient> _client = new("test");
    private readonly List<string> _swept = [];
    private string? _started;

    public OnKillRequestedTests() => _client
        .Setup(client => client.ScheduleNewOrchestrationInstanceAsync(
            It.IsAny<TaskName>(), It.IsAny<object?>(), It.IsAny<StartOrchestrationOptions?>(),
            It.IsAny<CancellationToken>()))
        .Callback((TaskName _, object? _, StartOrchestrationOptions? options, CancellationToken _) =>
            _started = options?.InstanceId)
        .ReturnsAsync("started");

    [Fact]
    public async Task Run_ADeskThatTrades_HaltsItSweepsItsVenuesAndStartsTheRest()
    {
        await _rig.Books.OpenAsync(Some.DeskTime, default);

        (int status, JsonNode? body) = await KillAsync("""{"by":"Ada","why":"It runs away.","requestId":"k1"}""");

        Assert.Equal(202, status);
        Assert.Equal("Halted", (string)body!["halt"]!["done"]!);
        Assert.Equal("kill:k1", _started);
        Assert.Equal(["paper"], _swept);
        Assert.Equal(3, (int)body["venues"]![0]!["canceled"]!);
        Assert.Equal(TradingState.Halted, (await _rig.Desk.FindAsync(default))!.State);
    }

    [Fact]
    public async Task Run_ADeskThatNeverTraded_IsHaltedBeforeItDoes()
    {
        await KillAsync("""{"by":"Ada","why":"It runs away."}""");

        Assert.Equal(TradingState.Halted, (await _rig.Desk.FindAsync(default))!.State);
    }

    [Fact]
    public async Task Run_TheStoreIsAway_SweepsTheVenuesAllTheSame()
    {
        await _rig.Books.OpenAsync(Some.DeskTime, default);
        _rig.Rows.BeforeSubmit = (_, _) => throw new StateUnavailableException("memory", "it was planned.");

        (int status, JsonNode? body) = await KillAsync("""{"by":"Ada","why":"It runs away."}""");

        Assert.Equal(202, status);
        Assert.Contains("planned", (string)body!["halt"]!["trouble"]!, StringComparison.Ordinal);
        Assert.Equal(["paper"], _swept);
        Assert.NotNull(_started);
    }

    [Theory]
    [InlineData("""{"by":" ","why":"It runs away."}""")]
    [InlineData("""{"by":"Ada","why":""}""")]
    [InlineData("""{"by":"Ada","why":"x","requestId":"a b"}""")]
    [InlineData("""{"who":"Ada"}""")]
    public async Task Run_WithoutANameOrAReason_IsRefusedAndKillsNothing(string body)
    {
        Assert.Equal(400, (await KillAsync(body)).Status);
        Assert.Empty(_swept);
        Assert.Null(_started);
    }

    private async Task<(int Status, JsonNode? Body)> KillAsync(string body)
    {
        using MemoryStream answer = new();
        DefaultHttpContext context = new()
        {
            RequestServices = new ServiceCollection().AddLogging().BuildServiceProvider(),
            Request = { Body = new MemoryStream(Encoding.UTF8.GetBytes(body)) },
            Response = { Body = answer },
        };
        BrokerDesk brokers = new(
            [new Venue(_swept)], new(), new HardLimits(Some.Signer(), Some.Limits()));
        OnKillRequested requested = new(
            new KillHalt(_rig.Desk, _rig.Books, _rig.Guard, _rig.Journal, _rig.Records, _rig.Alerts),
            new VenueSweeper(brokers, _rig.Clock), _rig.Clock);
        IResult result = await requested.RunAsync(context.Request, _client.Object, default);
        await result.ExecuteAsync(context);
        return (context.Response.StatusCode, JsonNode.Parse(answer.ToArray()));
    }

    private sealed class Venue(List<string> swept) : BrokerDouble
    {
        public override Task<int> CancelAllAsync(DeskClock now, CancellationToken cancellationToken)
        {
            swept.Add(Name);
            return Task.FromResult(3);
        }
    }
}
