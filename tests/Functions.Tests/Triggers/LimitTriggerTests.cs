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

/// <summary>What a person accepts and lifts by name.</summary>
public sealed class LimitTriggerTests
{
    private readonly DeskRig _rig = new();
    private readonly ManualClock _time = new(Some.DeskTime);

    [Fact]
    public async Task Acceptance_ByAName_PutsTheLooserLimitInForce()
    {
        await _rig.LimitBook.ReadAsync(Some.DeskTime, default);
        LimitBook looser = new(
            new() { MaxOpenOrders = 501 }, _rig.Rows, _rig.Journal, _rig.Alerts, new());

        JsonNode waiting = (await AnswerAsync(await new OnLimitsRead(looser, Some.Facts(), _time).RunAsync(Body(""), default))).Body;
        (int status, JsonNode body) = await AnswerAsync(
            await new OnLimitsAccepted(looser, Some.Facts(), _time).RunAsync(
                Body("""{"by":"Ada","why":"More orders."}"""), default));

        Assert.Equal("maxOpenOrders", (string)waiting["loosenings"]![0]!["path"]!);
        Assert.Equal((200, "Ada"), (status, (string)body["accepted"]!["by"]!));
        Assert.Equal(501, (await looser.ReadAsync(Some.DeskTime, default)).Desk.MaxOpenOrders);
    }

    [Theory]
    [InlineData("""{"by":"","why":"More orders."}""")]
    [InlineData("""{"by":"Ada"}""")]
    [InlineData("""{"by":"Ada","why":" "}""")]
    public async Task Acceptance_WithoutNameOrReason_IsRefused(string body) => Assert.Equal(
        400,
        (await AnswerAsync(await new OnLimitsAccepted(_rig.LimitBook, Some.Facts(), _time).RunAsync(Body(body), default)))
            .Status);

    [Fact]
    public async Task Lift_ASuspendedCourse_IsAnsweredOnceAndThenUnknown()
    {
        await _rig.Suspensions.SuspendAsync(
            new(OrderCourse.Of(Some.Order()), "Too often.", Some.DeskTime), default);
        const string Asked =
            """
            {"strategy":"conviction-weighted","instrument":"AAPL@us-equities","side":"buy","by":"Ada","why":"Seen."}
            """;

        JsonNode listed = (await AnswerAsync(
            await new OnSuspensionsRead(_rig.Suspensions).RunAsync(Body(""), default))).Body;
        int first = (await AnswerAsync(await LiftAsync(Asked))).Status;
        int second = (await AnswerAsync(await LiftAsync(Asked))).Status;

        Assert.Equal("AAPL@us-equities", (string)listed["suspensions"]![0]!["course"]!["instrument"]!);
        Assert.Equal((200, 404), (first, second));
    }

    [Fact]
    public async Task Lift_WithoutAName_IsRefusedAndNothingIsLifted()
    {
        await _rig.Suspensions.SuspendAsync(
            new(OrderCourse.Of(Some.Order()), "Too often.", Some.DeskTime), default);

        Assert.Equal(
            400,
            (await AnswerAsync(await LiftAsync(
                """
                {"strategy":"conviction-weighted","instrument":"AAPL@us-equities","side":"buy","by":" ","why":"Seen."}
                """))).Status);
        Assert.Single(await _rig.Suspensions.ReadAsync(default));
    }

    private Task<IResult> LiftAsync(string body) =>
        new OnSuspensionLifted(_rig.Suspensions, _time).RunAsync(Body(body), default);

    private static HttpRequest Body(string json) =>
        new DefaultHttpContext { Request = { Body = new MemoryStream(Encoding.UTF8.GetBytes(json)) } }.Request;

    private static async Task<(int Status, JsonNode Body)> AnswerAsync(IResult result)
    {
        using MemoryStream body = new();
        DefaultHttpContext context = new()
        {
            RequestServices = new ServiceCollection().AddLogging().BuildServiceProvider(),
            Response = { Body = body },
        };
        await result.ExecuteAsync(context);
        return (context.Response.StatusCode, JsonNode.Parse(body.ToArray())!);
    }
}
