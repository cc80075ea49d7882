using System.Text.Json;
using TradingBase.Analysis;
using TradingBase.Compute;
using TradingBase.Markets;
using TradingBase.Testing;

namespace TradingBase.Adapters.Tests.Compute;

/// <summary>What every compute provider must do. A new provider inherits these and adds its own.</summary>
public abstract class ProviderContract
{
    /// <summary>The provider, ready to answer.</summary>
    protected abstract IComputeProvider CreateProvider();

    /// <summary>An endpoint of the provider's kind that answers.</summary>
    protected abstract Endpoint CreateEndpoint();

    [Fact]
    public async Task Stream_Question_ComesInSeveralPiecesWithTheUsageOnTheLastOnly()
    {
        List<InferenceChunk> chunks = await CollectAsync(Question().Request);

        Assert.True(chunks.Count > 1, "One piece is no stream.");
        Assert.All(chunks[..^1], chunk => Assert.Null(chunk.Usage));
        InferenceUsage usage = Assert.NotNull(chunks[^1].Usage);
        Assert.True(usage.InputTokens > 0 && usage.OutputTokens > 0);
    }

    [Fact]
    public async Task Stream_Question_IsAnsweredWithinTheSchema()
    {
        using JsonDocument answer = JsonDocument.Parse(Text(await CollectAsync(Question().Request)));

        Assert.Empty(ResearchPrompt.Schema.FaultsOf(answer.RootElement));
    }

    [Fact]
    public Task Stream_AnyQuestion_NeverCitesWhatWasNotSent() => Property.ForAllAsync(
        async random =>
        {
            (InferenceRequest request, IReadOnlyList<FeatureValue> sent) = Question(random);

            string text = Text(await CollectAsync(request));

            Assert.True(ResearchReply.TryRead(text, sent, out _, out string? fault), fault);
        },
        count: 100);

    [Fact]
    public async Task Stream_SameQuestion_SameAnswer() => Assert.Equal(
        Text(await CollectAsync(Question().Request)), Text(await CollectAsync(Question().Request)));

    [Fact]
    public async Task Stream_CancelledBetweenPieces_Stops()
    {
        using CancellationTokenSource stop = new();
        await using IAsyncEnumerator<InferenceChunk> stream = CreateProvider()
            .StreamAsync(CreateEndpoint(), Question().Request, stop.Token).GetAsyncEnumerator(stop.Token);
        Assert.True(await stream.MoveNextAsync());

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await stream.MoveNextAsync());
    }

    [Fact]
    public async Task Stream_CancelledBefore_NeverStarts() =>
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
        async () => await CollectAsync(Question().Request, new CancellationToken(canceled: true)));

    /// <summary>A question as the research analyst asks it, over a random walk.</summary>
    protected static (
        InferenceRequest Request, IReadOnlyList<FeatureValue> Sent) Question(Random? random = null)
    {
        BarSeries series = random is null ? Some.Walk(260) : Some.Walk(random.Next(50, 260), random.Next());
        PriceHistory history = new(series, 252);
        IReadOnlyList<FeatureValue> sent = new FeatureReadings(history, Features.All).Values;
        string input = ResearchPrompt.Write(Some.Snapshot(series), series.Instrument, history, sent);
        return (ResearchPrompt.Ask("cycle", "fx", input, fault: null, Some.DeskTime.AddMinutes(2)), sent);
    }

    /// <summary>Reads a stream to its end.</summary>
    protected async Task<List<InferenceChunk>> CollectAsync(
        InferenceRequest request, CancellationToken cancellationToken = default)
    {
        List<InferenceChunk> chunks = [];
        IAsyncEnumerable<InferenceChunk> stream =
            CreateProvider().StreamAsync(CreateEndpoint(), request, cancellationToken);
        await foreach (InferenceChunk chunk in stream.WithCancellation(cancellationToken))
        {
            chunks.Add(chunk);
        }

        return chunks;
    }

    /// <summary>The whole text of a stream.</summary>
    protected static string Text(List<InferenceChunk> chunks) =>
        string.Concat(chunks.Select(chunk => chunk.Text));
}
