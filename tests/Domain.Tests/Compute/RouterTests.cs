using TradingBase.Compute;
using TradingBase.Testing;

namespace TradingBase.Domain.Tests.Compute;

public sealed class RouterTests
{
    private static readonly HashSet<string> NoneTried = [];

    [Fact]
    public void Choose_CheapInputAgainstCheapOutput_GoesByTheRequestsOwnTokens()
    {
        EndpointState reads = new(Some.Endpoint("reads", 1m, 40m), 0, null);
        EndpointState writes = new(Some.Endpoint("writes", 10m, 4m), 0, null);
        string long_ = "{\"features\":{\"a\":\"" + new string('x', 40_000) + "\"}}";

        Assert.Equal(
            "reads", Choose(Some.Request(input: long_, maxOutputTokens: 100), reads, writes).Endpoint);
        Assert.Equal("writes", Choose(Some.Request(maxOutputTokens: 1_000), reads, writes).Endpoint);
    }

    [Fact]
    public void Choose_EqualPrices_TakesTheNameThatComesFirst() => Assert.Equal(
        "a", Choose(
            Some.Request(), new(Some.Endpoint("b"), 0, null), new(Some.Endpoint("a"), 0, null)).Endpoint);

    [Fact]
    public void Choose_CheapestIsFullClosedOrTried_TakesTheNext()
    {
        EndpointState next = new(Some.Endpoint("next", 5m), 0, null);

        Assert.Equal("next", Choose(Some.Request(), new(Some.Endpoint("a"), 4, null), next).Endpoint);
        Assert.Equal(
            "next", Choose(
                Some.Request(), new(Some.Endpoint("a"), 0, Some.DeskTime.AddSeconds(1)), next).Endpoint);
        Assert.Equal("a", Choose(Some.Request(), new(Some.Endpoint("a"), 0, Some.DeskTime), next).Endpoint);
        Assert.Equal(
            "next",
            Router.Choose(
                Some.Request(), [new(Some.Endpoint("a"), 0, null), next], Some.DeskTime,
                new HashSet<string> { "a" }).Endpoint);
    }

    [Fact]
    public void Choose_InProcess_IsTheLastResortAlthoughItIsFree()
    {
        EndpointState free = new(Some.Endpoint("free", 0, 0, inProcess: true), 0, null);

        Assert.Equal(
            "dear", Choose(Some.Request(), free, new(Some.Endpoint("dear", 90m, 90m), 0, null)).Endpoint);
        Assert.Equal("free", Choose(Some.Request(), free, new(Some.Endpoint("dear"), 4, null)).Endpoint);
    }

    [Fact]
    public void Choose_Any_ExplainsEveryCandidate()
    {
        RouteDecision decision = Choose(
            Some.Request(maxOutputTokens: 1_000), new(Some.Endpoint("full"), 4, null),
            new(Some.Endpoint("open", 2m, 20m, 8), 3, null));

        Assert.Equal(["open", "full"], decision.Candidates.Select(candidate => candidate.Endpoint));
        Assert.Equal(5, decision.Candidates[0].Room);
        int input = Router.EstimateInputTokens(Some.Request());
        Assert.Equal(((input * 2m) + 20_000m) / 1_000_000m, decision.Candidates[0].ExpectedUsd);
        Assert.Contains(
            "open is the cheapest of 1 able of 2 endpoints", decision.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Choose_NobodyAble_ChoosesNobodyAndSaysSo()
    {
        RouteDecision decision = Choose(Some.Request(), new EndpointState(Some.Endpoint(), 4, null));

        Assert.Null(decision.Endpoint);
        Assert.Equal("None of 1 endpoints can take the request now.", decision.Why);
    }

    [Fact]
    public void Choose_OnlySomeAreAllowed_TakesTheCheapestOfThem()
    {
        InferenceRequest request = Some.Request() with { Endpoints = ["b", "c"] };

        RouteDecision decision = Choose(
            request, new(Some.Endpoint("a", 1m), 0, null), new(Some.Endpoint("b", 3m), 0, null),
            new(Some.Endpoint("c", 2m), 0, null));

        Assert.Equal("c", decision.Endpoint);
    }

    private static RouteDecision Choose(InferenceRequest request, params EndpointState[] states) =>
        Router.Choose(request, states, Some.DeskTime, NoneTried);
}
