using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Anthropic;
using Anthropic.Core;
using Anthropic.Exceptions;
using Anthropic.Models.Messages;
using TradingBase.Adapters.Http;
using TradingBase.Compute;

namespace TradingBase.Adapters.Compute;

/// <summary>Speaks Anthropic's messages protocol, with Anthropic's own client.</summary>
/// <param name="connections">Carry the questions.</param>
/// <param name="clock">Dates what endpoints say of their room.</param>
/// <remarks>
/// Thread-safe. Speaks version 2026-10-21, which the client sends. The client's retries are off: whoever
/// routes decides where a question goes next. It would take keys and addresses from its own environment
/// variables; it is given both, a missing key as well.
/// Instructions that others share (<see cref="InferenceRequest.PrefixKey"/>) are marked to be cached. What
/// writing the cache costs beyond reading is not in an endpoint's prices.
/// </remarks>
public sealed class AnthropicProvider(ModelConnections connections, TimeProvider clock) : IComputeProvider
{
    private readonly ConcurrentDictionary<(Uri Address, string? Variable), AnthropicClient> _clients = new();

    /// <inheritdoc/>
    public string Kind => "anthropic";

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
        using StreamingHttpResponse<RawMessageStreamEvent> answer = await ClientOf(endpoint)
            .WithRawResponse.Messages.CreateStreaming(Question(endpoint, request), cancellationToken);
        if (RateLimitHeaders.Read(AnswerGuard.Reader(answer.RawMessage.Headers), clock.GetUtcNow())
            is { } room)
        {
            yield return new("", null, room);
        }

        Tally tally = new();
        await using IAsyncEnumerator<RawMessageStreamEvent> events =
            answer.Enumerate(cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (await MoveAsync(events))
        {
            string text = tally.Take(events.Current);
            if (text.Length > 0)
            {
                yield return new(text);
            }
        }

        InferenceUsage? usage = tally.Usage;
        yield return tally.StopReason is "refusal" ? throw ModelStream.Declined(endpoint, usage)
            : tally.StopReason is null ? throw ModelStream.CutOff(endpoint, "the answer's end")
            : usage is null ? throw ModelStream.CutOff(endpoint, "it said what the answer used")
            : new("", usage);
    }

    /// <summary>Asks for the next event; a fault told inside the stream keeps its kind.</summary>
    private static async Task<bool> MoveAsync(IAsyncEnumerator<RawMessageStreamEvent> events)
    {
        try
        {
            return await events.MoveNextAsync();
        }
        catch (AnthropicSseException told)
        {
            throw new ModelFaultException(ModelFaultBody.Read(200, told.Body));
        }
    }

    private static MessageCreateParams Question(Endpoint endpoint, InferenceRequest request)
    {
        MessageCreateParams question = new()
        {
            Model = endpoint.Model,
            MaxTokens = request.MaxOutputTokens,
            Messages = [new UserMessageParam(request.Input)],
            System = request.Instructions.Length == 0 ? null
                : request.PrefixKey is null ? request.Instructions
                : new List<TextBlockParam>
                {
                    new(request.Instructions) { CacheControl = new CacheControlEphemeral() },
                },
        };
        return PortableSchema.Write(request.Schema) is { } schema
            ? question with
            {
                OutputConfig = new()
                {
                    Format = new()
                    {
                        Schema = schema.EnumerateObject().ToDictionary(
                            keyword => keyword.Name, keyword => keyword.Value),
                    },
                },
            }
            : question;
    }

    private AnthropicClient ClientOf(Endpoint endpoint) => _clients.GetOrAdd(
        (endpoint.BaseAddress ?? throw new InvalidOperationException(
            $"Endpoint {endpoint.Name} has no address."), endpoint.ApiKeyVariable),
        _ => new(new ClientOptions
        {
            HttpClient = connections.Client,
            BaseUrl = endpoint.BaseAddress.ToString().TrimEnd('/'),
            ApiKey = connections.KeyOf(endpoint)?.Reveal(),
            AuthToken = null,
            MaxRetries = 0,
        }));

    /// <summary>Adds up what the events of one answer tell.</summary>
    private sealed class Tally
    {
        private long? _input;
        private long? _written;
        private long? _cached;
        private long? _output;

        internal string? StopReason { get; private set; }

        /// <summary>What the answer used; input is all of it, however it came into the cache.</summary>
        internal InferenceUsage? Usage => ModelStream.Usage(
            _input + (_written ?? 0) + (_cached ?? 0), _output, _cached);

        /// <returns>The text that an event adds; may be empty.</returns>
        internal string Take(RawMessageStreamEvent one)
        {
            if (one.TryPickContentBlockDelta(out RawContentBlockDeltaEvent? piece))
            {
                return piece.Delta.TryPickText(out TextDelta? text) ? text.Text : "";
            }

            if (one.TryPickStart(out RawMessageStartEvent? start))
            {
                Usage used = start.Message.Usage;
                Note(used.InputTokens, used.CacheCreationInputTokens, used.CacheReadInputTokens, null);
            }
            else if (one.TryPickDelta(out RawMessageDeltaEvent? delta))
            {
                StopReason = delta.Delta.StopReason?.Raw() ?? StopReason;
                MessageDeltaUsage used = delta.Usage;
                Note(
                    used.InputTokens, used.CacheCreationInputTokens, used.CacheReadInputTokens,
                    used.OutputTokens);
            }

            else if (one.Value is null && one.Json.ValueKind is not JsonValueKind.Object)
            {
                throw new JsonException("An event of a stream is an object.");
            }

            return "";
        }

        // Later counts are of the whole answer and replace earlier ones.
        private void Note(long? input, long? written, long? cached, long? output)
        {
            _input = Bounded(input) ?? _input;
            _written = Bounded(written) ?? _written;
            _cached = Bounded(cached) ?? _cached;
            _output = Bounded(output) ?? _output;
        }

        private static long? Bounded(long? count) => count is >= 0 and <= int.MaxValue ? count : null;
    }
}
