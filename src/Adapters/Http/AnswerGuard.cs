using System.Net.Http.Headers;
using System.Text;

namespace TradingBase.Adapters.Http;

/// <summary>Lets streams of answers pass, and throws everything else as the fault that it tells.</summary>
/// <param name="clock">Reads what headers say of times.</param>
/// <remarks>
/// It stands below the vendors' clients, so that a fault is read in one place, with its headers, whoever sent
/// the question; their own exceptions carry no headers, and the whole body in their message.
/// </remarks>
internal sealed class AnswerGuard(TimeProvider clock) : DelegatingHandler
{
    private const int LongestBody = 16 * 1024;

    /// <summary>Gives a header's first value, or null.</summary>
    internal static Func<string, string?> Reader(HttpResponseHeaders headers) =>
        name => headers.TryGetValues(name, out IEnumerable<string>? values) ? values.FirstOrDefault() : null;

    /// <inheritdoc/>
    /// <exception cref="ModelFaultException">The answer is no stream.</exception>
    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        HttpResponseMessage answer = await base.SendAsync(request, cancellationToken);
        if (answer.IsSuccessStatusCode
            && answer.Content.Headers.ContentType?.MediaType is "text/event-stream")
        {
            return answer;
        }

        using (answer)
        {
            ModelFault fault = ModelFaultBody.Read(
                (int)answer.StatusCode, await ReadAsync(answer.Content, cancellationToken));
            Func<string, string?> header = Reader(answer.Headers);
            DateTimeOffset now = clock.GetUtcNow();
            throw new ModelFaultException(fault with
            {
                RetryAfter = RateLimitHeaders.RetryAfter(header, now) ?? fault.RetryAfter,
                Room = RateLimitHeaders.Read(header, now),
                RequestId = ModelFaultBody.Word(header("x-request-id") ?? header("request-id")),
            });
        }
    }

    /// <summary>Reads the beginning of a body: no fault needs more.</summary>
    private static async Task<string> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[LongestBody];
        try
        {
            await using Stream body = await content.ReadAsStreamAsync(cancellationToken);
            int read = await body.ReadAtLeastAsync(
                buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
            return Encoding.UTF8.GetString(buffer, 0, read);
        }
        catch (IOException)
        {
            // The status tells enough; a body that broke off adds nothing to it.
            return "";
        }
    }
}
