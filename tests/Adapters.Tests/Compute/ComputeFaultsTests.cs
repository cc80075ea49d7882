using System.Text.Json;
using TradingBase.Adapters.Compute;
using TradingBase.Adapters.Http;
using TradingBase.Compute;
using TradingBase.Testing;

namespace TradingBase.Adapters.Tests.Compute;

public sealed class ComputeFaultsTests
{
    private const string Nothing = "";

    [Theory]
    [InlineData(200, Nothing, ComputeFailure.Broken)]
    [InlineData(200, """{"error":{"type":"invalid_request_error"}}""", ComputeFailure.Broken)]
    [InlineData(200, """{"error":{"type":"overloaded_error"}}""", ComputeFailure.Overloaded)]
    [InlineData(302, Nothing, ComputeFailure.Broken)]
    [InlineData(400, """{"error":{"type":"invalid","message":"Your credit balance is too low"}}""",
        ComputeFailure.QuotaExhausted)]
    [InlineData(400, """{"error":{"details":{"error_code":"enforced_spend_limit_reached"}}}""",
        ComputeFailure.QuotaExhausted)]
    [InlineData(400, """{"error":{"type":"overloaded_error"}}""", ComputeFailure.Overloaded)]
    [InlineData(402, Nothing, ComputeFailure.QuotaExhausted)]
    [InlineData(403, """{"code":"denied","error":"Your team has used all available credits."}""",
        ComputeFailure.QuotaExhausted)]
    [InlineData(408, Nothing, ComputeFailure.TimedOut)]
    [InlineData(409, """{"error":{"type":"conflict_error"}}""", ComputeFailure.Broken)]
    [InlineData(429, Nothing, ComputeFailure.RateLimited)]
    [InlineData(429, "not JSON", ComputeFailure.RateLimited)]
    [InlineData(429, """{"error":{"type":"tokens","code":"rate_limit_exceeded"}}""",
        ComputeFailure.RateLimited)]
    [InlineData(429, """{"error":{"code":"429","message":"Retry after 6s"}}""", ComputeFailure.RateLimited)]
    [InlineData(429, """{"error":{"type":"insufficient_quota","code":"insufficient_quota"}}""",
        ComputeFailure.QuotaExhausted)]
    [InlineData(
        429,
        """
        [{"error":{"code":429,"status":"RESOURCE_EXHAUSTED",
        "message":"You exceeded your quota, check your plan and billing details.",
        "details":[{"@type":"x"},{"@type":"RetryInfo","retryDelay":"34s"}]}}]
        """,
        ComputeFailure.RateLimited)]
    [InlineData(
        429,
        """
        [{"error":{"code":429,"status":"RESOURCE_EXHAUSTED",
        "message":"You exceeded your quota, check your plan and billing details."}}]
        """,
        ComputeFailure.QuotaExhausted)]
    [InlineData(429, """{"error":{"type":"engine_overloaded_error"}}""", ComputeFailure.Overloaded)]
    [InlineData(500, Nothing, ComputeFailure.Broken)]
    [InlineData(500, """{"type":"error","error":{"type":"overloaded_error"}}""", ComputeFailure.Overloaded)]
    [InlineData(502, Nothing, ComputeFailure.Broken)]
    [InlineData(503, Nothing, ComputeFailure.Overloaded)]
    [InlineData(504, Nothing, ComputeFailure.TimedOut)]
    [InlineData(504, """{"error":{"type":"timeout_error"}}""", ComputeFailure.TimedOut)]
    [InlineData(529, Nothing, ComputeFailure.Overloaded)]
    public void Of_AFaultOfTheEndpoint_IsUnavailable(int status, string body, ComputeFailure expected)
    {
        ComputeUnavailableException failure = Assert.IsType<ComputeUnavailableException>(Of(status, body));

        Assert.Equal(("a", expected), (failure.Endpoint, failure.Failure));
    }

    [Theory]
    [InlineData(400, Nothing, ComputeRefusal.BadRequest)]
    [InlineData(400, """{"object":"error","message":"too long","type":"BadRequestError","code":400}""",
        ComputeRefusal.BadRequest)]
    [InlineData(400, """{"error":{"code":"content_filter","message":"filtered"}}""", ComputeRefusal.Declined)]
    [InlineData(401, Nothing, ComputeRefusal.Unauthorized)]
    [InlineData(403, """{"error":{"type":"permission_error"}}""", ComputeRefusal.Unauthorized)]
    [InlineData(404, """{"error":{"code":"model_not_found"}}""", ComputeRefusal.BadRequest)]
    [InlineData(413, """{"error":{"type":"request_too_large"}}""", ComputeRefusal.BadRequest)]
    [InlineData(422, """{"detail":[{"msg":"field required"}]}""", ComputeRefusal.BadRequest)]
    [InlineData(200, """{"error":{"code":"content_filter"}}""", ComputeRefusal.Declined)]
    public void Of_AFaultOfTheQuestion_IsRefused(int status, string body, ComputeRefusal expected) =>
        Assert.Equal(expected, Assert.IsType<ComputeRefusedException>(Of(status, body)).Refusal);

    [Theory]
    [InlineData("""{"error":{"message":"Limit reached. Please try again in 6m0s. Visit us."}}""", 360_000)]
    [InlineData("""{"error":{"message":"Please try again in 20ms."}}""", 20)]
    [InlineData("""{"error":{"message":"Please try again in 1.2s."}}""", 1_200)]
    [InlineData("""{"error":{"message":"Please retry after 86400s."}}""", 3_600_000)]
    [InlineData("""{"error":{"message":"Please try again later."}}""", null)]
    [InlineData("""{"error":{"details":[{"retryDelay":"34s"}]}}""", 34_000)]
    [InlineData("""{"error":{"details":[{"retryDelay":"-34s"}]}}""", null)]
    [InlineData("""{"error":{"details":"soon"}}""", null)]
    public void Of_ABodyThatNamesAWait_KeepsIt(string body, int? waitMs) => Assert.Equal(
        waitMs is { } wait ? TimeSpan.FromMilliseconds(wait) : null,
        Assert.IsType<ComputeUnavailableException>(Of(429, body)).RetryAfter);

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("[7]")]
    [InlineData("""{"error":null}""")]
    [InlineData("""{"error":{"type":{"deep":1},"code":[],"message":7,"details":[7,null]}}""")]
    public void Of_ABodyOfAnyShape_IsReadWithoutFailing(string body) =>
        Assert.IsType<ComputeUnavailableException>(Of(429, body));

    [Fact]
    public void Of_AMessage_HoldsWordsAndNoProse() => Assert.Equal(
        "Endpoint a refused the question: it answered 400 "
            + "(invalid_request_error, too_long, parameter messages).",
        Of(400, """
            {"error":{"type":"invalid_request_error","code":"too_long","param":"messages",
             "message":"My question"}}
            """).Message);

    [Theory]
    [InlineData("the whole question")]
    [InlineData("sk-ant-REDACTED_LONG_0123456789_0123456789_0123456789")]
    [InlineData("line\nbreak")]
    public void Of_AWordThatIsNone_IsNotRepeated(string word) => Assert.Equal(
        "Endpoint a refused the question: it answered 400.",
        Of(400, JsonSerializer.Serialize(new { error = new { type = word } })).Message);

    [Fact]
    public void Of_AShortKeyAsAWord_IsTakenOut() => Assert.Equal(
        "Endpoint a refused the question: it answered 401 (***).",
        ComputeFaults.Of(
            Some.Endpoint(), new ModelFault(401) { Type = "sk-7" },
            text => text.Replace("sk-7", "***", StringComparison.Ordinal)).Message);

    public static TheoryData<Exception, ComputeFailure?> Thrown => new()
    {
        { new HttpRequestException(HttpRequestError.ConnectionError), ComputeFailure.Unreachable },
        { new HttpRequestException(HttpRequestError.NameResolutionError), ComputeFailure.Unreachable },
        { new HttpRequestException(HttpRequestError.SecureConnectionError), ComputeFailure.Unreachable },
        { new HttpRequestException(HttpRequestError.ResponseEnded), ComputeFailure.Broken },
        { new InvalidOperationException("", new HttpRequestException(HttpRequestError.ConnectionError)),
            ComputeFailure.Unreachable },
        { new IOException(), ComputeFailure.Broken },
        { new JsonException(), ComputeFailure.Broken },
        { new TaskCanceledException(), ComputeFailure.TimedOut },
        { new InvalidOperationException("a programmer's fault"), null },
    };

    [Theory]
    [MemberData(nameof(Thrown))]
    public void Of_WhatWasThrown_IsTheEndpointsFailureOrNobodys(Exception thrown, ComputeFailure? expected) =>
        Assert.Equal(
            expected,
            (ComputeFaults.Of(Some.Endpoint(), thrown, text => text) as ComputeUnavailableException)
                ?.Failure);

    private static TradingBaseException Of(int status, string body) =>
        ComputeFaults.Of(Some.Endpoint(), ModelFaultBody.Read(status, body), text => text);
}
