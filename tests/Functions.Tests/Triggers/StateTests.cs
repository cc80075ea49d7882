using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using TradingBase.Desk;
using TradingBase.Functions.Tests.Activities;
using TradingBase.Functions.Triggers;
using TradingBase.Risk;
using TradingBase.Testing;

namespace TradingBase.Functions.Tests.Triggers;

/// <summary>What a person does to the desk's state, and what is read of it.</summary>
public sealed class StateTests
{
    private readonly DeskRig _rig = new();

    [Fact]
    public async Task Put_Halted_HoldsEvenADeskThatWasNeverOpened()
    {
        (int status, JsonNode body) = await PutAsync("halted");

        Assert.Equal((200, "halted"), (status, (string)body["state"]!));
        StateHold hold = Assert.Single((await _rig.Desk.FindAsync(default))!.Holds);
        Assert.Equal((StateCauses.Person, "Ada", "A test."), (hold.Cause, hold.By, hold.Reason));
        Assert.Equal("desk-state", Assert.Single(_rig.Told).Kind);
    }

    [Fact]
    public async Task Put_Reducing_WhileAPersonHalted_Is409AndChangesNothing()
    {
        await PutAsync("halted");

        (int status, JsonNode body) = await PutAsync("reducing");

        Assert.Equal(409, status);
        Assert.Contains("Ada halted the desk", (string)body["detail"]!, StringComparison.Ordinal);
        Assert.Equal(TradingState.Halted, (await _rig.Desk.FindAsync(default))!.State);
    }

    [Fact]
    public async Task Put_Active_LiftsAllButThoseThatMustBeNamed()
    {
        await HoldAsync(StateCauses.Person, StateCauses.Start, StateCauses.Kill, StateCauses.StaleClock);

        (int status, JsonNode body) = await PutAsync("active");

        Assert.Equal((200, "halted"), (status, (string)body["state"]!));
        Assert.Equal(
            [StateCauses.Kill, StateCauses.Start],
            body["holds"]!.AsArray().Select(hold => (string)hold!["cause"]!));
    }

    [Fact]
    public async Task Put_ActiveWithACause_LiftsThatOneAloneAndJournalsWho()
    {
        await HoldAsync(StateCauses.Person, StateCauses.Kill);

        await PutAsync("active", cause: StateCauses.Kill);

        Assert.Equal(StateCauses.Person, Assert.Single((await _rig.Desk.FindAsync(default))!.Holds).Cause);
        Assert.Contains(
            await _rig.Journal.ReadAsync("desk", 1, 50, default),
            line => line.Kind == "desk-lifted" && line.Body.Contains("\"by\":\"Ada\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Put_ActiveWhileTheLossStands_SaysSo()
    {
        await _rig.Books.OpenAsync(Some.DeskTime, default);
        await _rig.Books.MarkAsync(Some.DeskTime, 2_000m, default);
        await _rig.Books.MarkAsync(Some.DeskTime, default);
        Assert.NotNull((await _rig.Desk.FindAsync(default))!.Of(StateCauses.Drawdown));

        (int status, JsonNode body) = await PutAsync("active");

        Assert.Equal((200, "active"), (status, (string)body["state"]!));
        Assert.Contains(
            "Drawdown 50.0 % is more than 20.0 %.",
            body["stillTrue"]!.AsArray().Select(sentence => (string)sentence!));
    }

    [Fact]
    public async Task Put_ActiveOnADeskThatWasNeverOpened_Is409()
    {
        (int status, _) = await PutAsync("active");

        Assert.Equal(409, status);
    }

    [Theory]
    [InlineData("""{ "state": "halted", "by": " ", "why": "x" }""", "$.by")]
    [InlineData("""{ "state": "halted", "by": "Ada", "why": "" }""", "$.why")]
    [InlineData("""{ "state": "halted", "by": "Ada", "why": "x", "cause": "kill" }""", "$.cause")]
    [InlineData("""{ "state": "open", "by": "Ada", "why": "x" }""", "$.state")]
    [InlineData("""{ "state": "halted", "by": "Ada" }""", "why")]
    public async Task Put_AWrongBody_Is400AndNamesThePlace(string json, string place)
    {
        (int status, JsonNode body) = await AnswerAsync(
            await new OnStateChanged(_rig.Switch, Clock()).RunAsync(Request(json), default));

        Assert.Equal(400, status);
        Assert.Contains(place, (string)body["detail"]!, StringComparison.Ordinal);
        Assert.Null(await _rig.Desk.FindAsync(default));
    }

    [Fact]
    public async Task Get_State_ShowsHoldsAndSignsOfLife()
    {
        await HoldAsync(StateCauses.Person);
        HeartbeatBook beats = new(_rig.Rows);
        ReconciliationMarks marks = new(_rig.Rows);
        await beats.KeepAsync(new("host", Some.DeskTime, Some.DeskTime), default);
        await marks.KeepAsync(new("paper", Some.DeskTime, false, "1 unit is missing."), default);
        DeskStatusReader reader = new(_rig.Desk, _rig.Switch, marks, _rig.Rejections, beats);

        (int status, JsonNode body) = await AnswerAsync(await new OnStateRead(reader).RunAsync(Request(), default));

        Assert.Equal((200, "halted"), (status, (string)body["state"]!));
        Assert.Equal("1 unit is missing.", (string)body["reconciliations"]![0]!["reason"]!);
        Assert.Equal(UtcJsonConverter.Write(Some.DeskTime), (string)body["heartbeatUtc"]!);
        Assert.DoesNotContain("\"host\"", body.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_Alerts_ByPages_GoesOnWhereThePageEnded()
    {
        AlertBook book = new(_rig.Journal, _rig.Records, []);
        for (int i = 0; i < 3; i++)
        {
            await book.RaiseAsync(
                new($"alert-{i}", "test", AlertSeverity.Warning, "A test.", Some.DeskTime.AddMinutes(i)), default);
        }

        OnAlertsRead read = new(_rig.Records);
        JsonNode first = (await AnswerAsync(await read.RunAsync(Request(query: "?take=2"), default))).Body;
        JsonNode second = (await AnswerAsync(
            await read.RunAsync(Request(query: $"?take=2&before={(string)first["next"]!}"), default))).Body;

        Assert.Equal(["alert-2", "alert-1"], first["alerts"]!.AsArray().Select(one => (string)one!["id"]!));
        Assert.Equal(["alert-0"], second["alerts"]!.AsArray().Select(one => (string)one!["id"]!));
        Assert.Null(second["next"]);
    }

    private static ManualClock Clock() => new(Some.DeskTime);

    private async Task HoldAsync(params string[] causes)
    {
        await _rig.Books.OpenAsync(Some.DeskTime, default);
        foreach (string cause in causes)
        {
            await _rig.Guard.HoldAsync(
                new(cause, TradingState.Halted, "A test.", "desk", Some.DeskTime), default);
        }
    }

    private async Task<(int Status, JsonNode Body)> PutAsync(string state, string? cause = null)
    {
        JsonObject body = new() { ["state"] = state, ["by"] = "Ada", ["why"] = "A test.", ["cause"] = cause };
        return await AnswerAsync(
            await new OnStateChanged(_rig.Switch, Clock()).RunAsync(Request(body.ToJsonString()), default));
    }

    private static HttpRequest Request(string? body = null, string query = "")
    {
        DefaultHttpContext context = new();
        context.Request.QueryString = new(query);
        context.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(body ?? ""));
        return context.Request;
    }

    private static async Task<(int Status, JsonNode Body)> AnswerAsync(IResult result)
    {
        using MemoryStream body = new();
        DefaultHttpContext context = new()
        {
            RequestServices = new ServiceCollection().AddLogging().BuildServiceProvider(),
        };
        context.Response.Body = body;
        await result.ExecuteAsync(context);
        return (context.Response.StatusCode, JsonNode.Parse(body.ToArray())!);
    }
}
