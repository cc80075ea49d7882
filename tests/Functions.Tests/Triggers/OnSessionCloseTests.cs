using System.Text.Json.Nodes;
using DurableTask.Core.Exceptions;
using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Moq;
using TradingBase.Functions.Activities;
using TradingBase.Functions.Messages;
using TradingBase.Functions.Orchestrations;
using TradingBase.Functions.Tests.Activities;
using TradingBase.Functions.Triggers;
using TradingBase.Testing;

namespace TradingBase.Functions.Tests.Triggers;

/// <summary>From a session's close to its report and the route that shows it.</summary>
public sealed class OnSessionCloseTests
{
    // Friday, two minutes after New York's close; coins, currencies and metals have closed on Thursday.
    private static readonly DateTimeOffset Friday = new(2017, 12, 29, 21, 2, 15, TimeSpan.Zero);

    private readonly DeskRig _rig = new();
    private readonly List<(string Id, DayRequest Request)> _started = [];
    private readonly Mock<DurableTaskClient> _client = new("test");

    public OnSessionCloseTests() => _client
        .Setup(client => client.ScheduleNewOrchestrationInstanceAsync(
            nameof(DailyReport), It.IsAny<object?>(), It.IsAny<StartOrchestrationOptions?>(),
            It.IsAny<CancellationToken>()))
        .Callback((TaskName _, object? input, StartOrchestrationOptions? options, CancellationToken _) =>
            _started.Add((options!.InstanceId!, (DayRequest)input!)))
        .ReturnsAsync("started");

    [Fact]
    public async Task Run_AfterAClose_StartsTheReportsOfTheMarketsThatClosed()
    {
        await _rig.Books.OpenAsync(Friday.AddDays(-2), default);

        await RunAsync();

        Assert.Equal(
            [
                "daily-commodities-20171228", "daily-crypto-spot-20171228", "daily-fx-20171228",
                "daily-us-equities-20171229",
            ],
            _started.Select(one => one.Id));
        Assert.Equal(new DateOnly(2017, 12, 29), _started[^1].Request.Date);
    }

    [Fact]
    public async Task Run_ReportsThatStand_AreNotStartedAgain()
    {
        await _rig.Books.OpenAsync(Friday.AddDays(-2), default);
        await RunAsync();
        foreach ((string _, DayRequest request) in _started)
        {
            await new ReportDay(_rig.Reporter).RunAsync(new(request.Market, request.Date, Friday), default);
        }

        _started.Clear();
        await RunAsync();

        Assert.Empty(_started);
    }

    [Theory]
    [InlineData(OrchestrationRuntimeStatus.Running, 60, false)]
    [InlineData(OrchestrationRuntimeStatus.Pending, 60, false)]
    [InlineData(OrchestrationRuntimeStatus.Failed, 14, false)]
    [InlineData(OrchestrationRuntimeStatus.Failed, 15, true)]
    public async Task Run_AnInstanceIsKnown_WaitsForItAndTriesAFailureAgainLater(
        OrchestrationRuntimeStatus status, int minutesAgo, bool starts)
    {
        await _rig.Books.OpenAsync(Friday.AddDays(-2), default);
        _client.Setup(client => client.GetInstanceAsync(
            It.IsAny<string>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync((string id, CancellationToken _) => new(nameof(DailyReport), id)
            {
                RuntimeStatus = status, LastUpdatedAt = Friday.AddMinutes(-minutesAgo),
            });

        await RunAsync();

        Assert.Equal(starts ? 4 : 0, _started.Count);
    }

    [Fact]
    public async Task Run_AnotherHostIsFaster_GoesOn()
    {
        await _rig.Books.OpenAsync(Friday.AddDays(-2), default);
        _client.Setup(client => client.ScheduleNewOrchestrationInstanceAsync(
            It.IsAny<TaskName>(), It.IsAny<object?>(), It.IsAny<StartOrchestrationOptions?>(),
            It.IsAny<CancellationToken>()))
            .ThrowsAsync(new OrchestrationAlreadyExistsException());

        await RunAsync();

        _client.Verify(
            client => client.ScheduleNewOrchestrationInstanceAsync(
                It.IsAny<TaskName>(), It.IsAny<object?>(), It.IsAny<StartOrchestrationOptions?>(),
                It.IsAny<CancellationToken>()),
            Times.Exactly(4));
    }

    [Fact]
    public async Task Run_ADeskThatWasNeverOpened_StartsNothing()
    {
        await RunAsync();

        Assert.Empty(_started);
    }

    [Fact]
    public async Task Report_OfADay_ReadsTheBooksAtTheOrchestrationsTime()
    {
        DayReading? asked = null;
        ScriptedContext context = new();
        context.Answer(ReportDay.Stage, input =>
        {
            asked = input;
            return new DaySummary(input.Market, input.Date, input.AtUtc, 1, 2);
        });

        await DailyReport.RunAsync(context, new("fx", new(2017, 12, 29), "test"));

        Assert.Equal(new("fx", new(2017, 12, 29), new(2026, 1, 5, 14, 30, 0, TimeSpan.Zero)), asked);
    }

    [Theory]
    [InlineData("?market=us-equities&date=2017-12-29", 200)]
    [InlineData("?market=us-equities&date=2017-12-28", 404)]
    [InlineData("?market=us-equities&date=2017-12-30", 404)]
    [InlineData("?market=moon&date=2017-12-29", 404)]
    [InlineData("?market=us-equities&date=29.12.2017", 400)]
    [InlineData("?market=us-equities", 400)]
    [InlineData("?date=2017-12-29", 400)]
    [InlineData("", 200)]
    public async Task Read_OneOrAll_AnswersWhatThereIs(string query, int status)
    {
        await _rig.Books.OpenAsync(Friday.AddDays(-2), default);
        await _rig.Reporter.ReportAsync("us-equities", new(2017, 12, 29), Friday, default);

        Assert.Equal(status, (await ReadAsync(query)).Status);
    }

    [Fact]
    public async Task Read_TheList_GoesOnBeforeTheIdGiven()
    {
        await _rig.Books.OpenAsync(Friday.AddDays(-2), default);
        await _rig.Reporter.ReportAsync("us-equities", new(2017, 12, 28), Friday, default);
        await _rig.Reporter.ReportAsync("us-equities", new(2017, 12, 29), Friday, default);

        JsonNode first = (await ReadAsync("?take=1")).Body;
        JsonNode second = (await ReadAsync($"?take=2&before={first["next"]}")).Body;

        Assert.Equal("2017-12-29", (string)first["reports"]![0]!["date"]!);
        Assert.Equal("2017-12-28", (string)Assert.Single(second["reports"]!.AsArray())!["date"]!);
        Assert.Null(second["next"]);
    }

    private Task RunAsync() => new OnSessionClose(
        _rig.Reporter, new ManualClock(Friday), NullLogger<OnSessionClose>.Instance)
        .RunAsync(new(), _client.Object, default);

    private async Task<(int Status, JsonNode Body)> ReadAsync(string query)
    {
        using MemoryStream body = new();
        DefaultHttpContext context = new()
        {
            Request = { QueryString = new(query) },
            RequestServices = new ServiceCollection().AddLogging().BuildServiceProvider(),
            Response = { Body = body },
        };
        IResult result = await new OnDailyReportsRead(_rig.Reporter, _rig.Records)
            .RunAsync(context.Request, default);
        await result.ExecuteAsync(context);
        return (context.Response.StatusCode, JsonNode.Parse(body.ToArray())!);
    }
}
