using System.Net;
using System.Net.Http.Headers;

namespace TradingBase.Testing.Exchange;

/// <summary>
/// The venue without a socket: put under an <see cref="HttpClient"/> it answers in process, the same for the
/// same seed.
/// </summary>
/// <remarks>
/// A slow answer moves a <see cref="ManualClock"/> by its delay, other clocks are waited for. An answer that
/// never comes shows as the client's own time-out, at once.
/// </remarks>
/// <param name="wire">What answers.</param>
/// <param name="clock">What waiting is measured by.</param>
public sealed class ExchangeHandler(TrappedWire wire, TimeProvider clock) : HttpMessageHandler
{
    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        WireAnswer answer = wire.Answer(await ReadAsync(request, cancellationToken));
        if (answer.Delay > TimeSpan.Zero)
        {
            await PassAsync(answer.Delay, cancellationToken);
        }

        return answer.Delivery switch
        {
            WireDelivery.Never => throw new TaskCanceledException(
                "The venue does not answer.", new TimeoutException("The venue does not answer.")),
            WireDelivery.Cut => throw new HttpRequestException(
                HttpRequestError.ResponseEnded, "The venue closed the connection without an answer."),
            _ => Response(answer, request),
        };
    }

    private async Task PassAsync(TimeSpan delay, CancellationToken cancellationToken)
    {
        if (clock is ManualClock manual)
        {
            manual.Advance(delay);
            cancellationToken.ThrowIfCancellationRequested();
            return;
        }

        await Task.Delay(delay, clock, cancellationToken);
    }

    private static async Task<WireRequest> ReadAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Uri uri = request.RequestUri
            ?? throw new InvalidOperationException("A request without an address came to the venue.");
        Dictionary<string, string> headers = new(StringComparer.OrdinalIgnoreCase)
        {
            ["Host"] = uri.Authority,
        };
        HttpHeaders?[] groups = [request.Headers, request.Content?.Headers];
        foreach ((string name, IEnumerable<string> values) in groups.OfType<HttpHeaders>().SelectMany(x => x))
        {
            headers[name] = string.Join(", ", values);
        }

        byte[] body = request.Content is null
            ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken);
        return new(request.Method.Method, uri.AbsolutePath, uri.Query.TrimStart('?'), headers, body);
    }

    private static HttpResponseMessage Response(WireAnswer answer, HttpRequestMessage request)
    {
        HttpContent content = answer.Delivery is WireDelivery.CutInBody
            ? new CutContent(answer.ToBytes())
            : new ByteArrayContent(answer.ToBytes());
        content.Headers.ContentType = new(answer.ContentType);
        HttpResponseMessage response = new((HttpStatusCode)answer.Status)
        {
            Content = content, RequestMessage = request,
        };
        foreach ((string name, string value) in answer.Headers)
        {
            response.Headers.TryAddWithoutValidation(name, value);
        }

        return response;
    }

    private sealed class CutContent(byte[] body) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync(body.AsMemory(0, body.Length / 2));
            throw new HttpIOException(
                HttpRequestError.ResponseEnded, "The venue closed the connection within the body.");
        }

        protected override bool TryComputeLength(out long length)
        {
            length = body.Length;
            return true;
        }
    }
}
