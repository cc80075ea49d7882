using System.ClientModel;
using System.ClientModel.Primitives;
using System.Collections.Concurrent;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using OpenAI;
using OpenAI.Chat;
using TradingBase.Adapters.Http;
using TradingBase.Compute;

namespace TradingBase.Adapters.Compute;

/// <summary>
/// Speaks the chat completions protocol: OpenAI, Azure OpenAI (<c>/openai/v1</c>), xAI, vLLM, the compatible
/// endpoints of Google and Bedrock.
/// </summary>
/// <param name="connections">Carry the questions.</param>
/// <param name="clock">Dates what endpoints say of their room.</param>
/// <remarks>
/// Thread-safe. Sends with OpenAI's client and reads the events itself: the client's own reader throws at a
/// reason to stop that OpenAI does not know, and drops faults and room. Nothing is sent twice, but for a 400
/// that does not know <c>max_completion_tokens</c>, which costs nothing: that endpoint gets <c>max_tokens</c>
/// from then on.
/// </remarks>
public sealed class ChatCompletionsProvider(ModelConnections connections, TimeProvider clock)
    : IComputeProvider
{
    private const string TokenCap = "max_completion_tokens";
    private const string OlderTokenCap = "max_tokens";

    // The caller's deadline and hedge come first by far; this ends what nobody watches.
    private static readonly TimeSpan LongestSilence = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<(Uri, string Model, string? Variable), ChatClient> _clients = new();
    private readonly ConcurrentDictionary<string, string> _tokenCaps = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public string Kind => "chat-completions";

    /// <inheritdoc/>
    public IAsyncEnumerable<InferenceChunk> StreamAsync(
        Endpoint endpoint, InferenceRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentNullException.ThrowIfNull(request);
        return ModelStream.GuardAsync(
            AskAsync(endpoint, request, cancellationToken), endpoint, connections, cancellationToken);
    }

    private async IAsyncEnumerable<InferenceChunk> AskAsync(
        Endpoint endpoint, InferenceRequest request,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ClientResult result = await SendAsync(endpoint, request, cancellationToken);
        using PipelineResponse answer = result.GetRawResponse();
        if (RateLimitHeaders.Read(
            name => answer.Headers.TryGetValue(name, out string? value) ? value : null, clock.GetUtcNow())
            is { } room)
        {
            yield return new("", null, room);
        }

        string? finish = null;
        bool declined = false;
        InferenceUsage? usage = null;
        IAsyncEnumerable<SseItem<ChatPiece>> events = SseParser
            .Create(answer.ContentStream ?? Stream.Null, ChatPiece.Read).EnumerateAsync(cancellationToken);
        await foreach (SseItem<ChatPiece> item in events)
        {
            ChatPiece piece = item.Data;
            if (piece.Fault is { } fault)
            {
                throw new ModelFaultException(fault);
            }

            finish = piece.Finish ?? finish;
            declined |= piece.Declined;
            usage = piece.Usage ?? usage;
            if (piece.IsEnd)
            {
                break;
            }

            if (piece.Text.Length > 0)
            {
                yield return new(piece.Text);
            }
        }

        if (declined)
        {
            throw ModelStream.Declined(endpoint, usage);
        }

        yield return finish is null ? throw ModelStream.CutOff(endpoint, "the answer's end")
            : usage is null ? throw ModelStream.CutOff(endpoint, "it said what the answer used")
            : new("", usage);
    }

    private async Task<ClientResult> SendAsync(
        Endpoint endpoint, InferenceRequest request, CancellationToken cancellationToken)
    {
        string tokenCap = _tokenCaps.GetValueOrDefault(endpoint.Name, TokenCap);
        try
        {
            return await SendAsync(endpoint, request, tokenCap, cancellationToken);
        }
        catch (ModelFaultException told) when (
            tokenCap == TokenCap && told.Fault is { Status: 400 or 422, SaysUnknownTokenCap: true })
        {
            ClientResult answer = await SendAsync(endpoint, request, OlderTokenCap, cancellationToken);
            _tokenCaps[endpoint.Name] = OlderTokenCap;
            return answer;
        }
    }

    private async Task<ClientResult> SendAsync(
        Endpoint endpoint, InferenceRequest request, string tokenCap, CancellationToken cancellationToken)
    {
        ChatClient client = _clients.GetOrAdd(
            (endpoint.BaseAddress ?? throw new InvalidOperationException(
                $"Endpoint {endpoint.Name} has no address."), endpoint.Model, endpoint.ApiKeyVariable),
            _ => MakeClient(endpoint));
        using BinaryContent question = BinaryContent.Create(
            BinaryData.FromBytes(ChatQuestion.Write(endpoint, request, tokenCap)));
        RequestOptions options = new() { CancellationToken = cancellationToken, BufferResponse = false };
        return await client.CompleteChatAsync(question, options);
    }

    private ChatClient MakeClient(Endpoint endpoint)
    {
        VenueSecret? key = connections.KeyOf(endpoint);
        OpenAIClientOptions options = new()
        {
            Endpoint = endpoint.BaseAddress,
            Transport = new HttpClientPipelineTransport(connections.Client),
            RetryPolicy = new ClientRetryPolicy(maxRetries: 0),
            NetworkTimeout = LongestSilence,
        };
        if (key is null)
        {
            options.AddPolicy(new Keyless(), PipelinePosition.BeforeTransport);
        }

        return new(endpoint.Model, new ApiKeyCredential(key?.Reveal() ?? "none"), options);
    }

    /// <summary>Takes out the key that the client insists on, where the endpoint has none.</summary>
    private sealed class Keyless : PipelinePolicy
    {
        public override void Process(
            PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex)
        {
            message.Request.Headers.Remove("Authorization");
            ProcessNext(message, pipeline, currentIndex);
        }

        public override ValueTask ProcessAsync(
            PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex)
        {
            message.Request.Headers.Remove("Authorization");
            return ProcessNextAsync(message, pipeline, currentIndex);
        }
    }
}
