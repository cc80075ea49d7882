using TradingBase.Adapters.Compute;
using TradingBase.Analysis;
using TradingBase.Analysis.Analysts;
using TradingBase.Compute;
using TradingBase.Journal;
using TradingBase.Markets;
using TradingBase.Testing;

namespace TradingBase.Adapters.Tests.Compute;

public sealed class HeuristicProviderTests : ProviderContract
{
    [Theory]
    [InlineData("""{"features":{"momentum60Score":2.5,"sma50Distance":0.08}}""", 1)]
    [InlineData("""{"features":{"momentum60Score":-2.5,"sma50Distance":-0.08}}""", -1)]
    [InlineData("""{"features":{"zScore20":2.5,"rsi14":85}}""", -1)]
    public async Task Stream_ClearFeatures_GoesWithThem(string input, int sign)
    {
        string text = Text(await CollectAsync(Question().Request with { Input = input }));

        FeatureValue[] sent = [.. new[] { "momentum60Score", "sma50Distance", "zScore20", "rsi14" }
            .Where(feature => input.Contains(feature, StringComparison.Ordinal))
            .Select(feature => new FeatureValue(feature, Value(input, feature)))];
        Assert.True(ResearchReply.TryRead(text, sent, out ResearchReply? reply, out string? fault), fault);
        Assert.Equal(sign, Math.Sign(reply!.Stance));
        Assert.Equal(sent.Length, reply.Evidence.Count);
    }

    [Fact]
    public async Task Stream_LongDigits_AreCitedAsTheyWereSent() => Assert.Contains(
        "\"value\":-0.0154836280399310850",
        Text(await CollectAsync(
            Question().Request with { Input = """{"features":{"momentum20":-0.0154836280399310850}}""" })),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("no JSON")]
    [InlineData("[]")]
    [InlineData("""{"features":{"peRatio":12}}""")]
    [InlineData("""{"features":{"momentum20":"much"}}""")]
    public async Task Stream_NothingItKnows_SaysItCannotAnswer(string input)
    {
        ComputeUnavailableException refusal = await Assert.ThrowsAsync<ComputeUnavailableException>(
            () => CollectAsync(Question().Request with { Input = input }));

        Assert.Equal("in-process-heuristic", refusal.Endpoint);
    }

    [Fact]
    public async Task Stream_AnotherSchema_SaysItCannotAnswer() =>
        await Assert.ThrowsAsync<ComputeUnavailableException>(() => CollectAsync(
            Question().Request with { Schema = """{"type":"object","required":["essay"]}""" }));

    [Fact]
    public async Task Ask_ThroughDeskAndAnalyst_IsMarkedInProcess()
    {
        MarketSnapshot snapshot = Some.Snapshot(
            [.. Enumerable.Range(0, 200).Select(i => Some.Walk(260, i, Some.Instrument($"S{i:000}")))]);
        ManualClock clock = new(Some.DeskTime);
        EndpointBoard board = new([HeuristicProvider.InProcess()], new(), clock);
        MemoryStateStore rows = new();
        await using BudgetBook budgets = new([], rows, new(), clock);
        ComputeDesk desk = new(
            [new HeuristicProvider()], board, new ReplyBook(rows), budgets, new(), clock);

        AnalystReport report =
            await new ResearchAnalyst(desk).ConsultAsync(Some.Assignment(snapshot), default);

        Assert.Equal(200, report.Views.Count);
        Assert.All(report.Views, view =>
        {
            Assert.False(view.Abstained, view.Reason);
            Assert.Equal(
                "Answered by the in-process heuristic heuristic-1; no model was asked.", view.Reason);
            Assert.Equal(("in-process-heuristic", 0m), (view.Endpoint, view.Usd));
            Assert.True(view.InputTokens > 0 && view.OutputTokens > 0);
        });
    }

    /// <inheritdoc/>
    protected override IComputeProvider CreateProvider() => new HeuristicProvider();

    /// <inheritdoc/>
    protected override Endpoint CreateEndpoint() => HeuristicProvider.InProcess();

    private static double Value(string input, string feature)
    {
        using System.Text.Json.JsonDocument document = System.Text.Json.JsonDocument.Parse(input);
        return document.RootElement.GetProperty("features").GetProperty(feature).GetDouble();
    }
}
