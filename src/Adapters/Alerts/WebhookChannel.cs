using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Polly;
using Polly.Retry;
using TradingBase.Adapters.Http;
using TradingBase.Desk;

namespace TradingBase.Adapters.Alerts;

/// <summary>Posts each alert as JSON to an address, signed where there is a secret.</summary>
/// <param name="options">Where to, and how patiently.</param>
/// <param name="connections">Carry the requests.</param>
/// <param name="time">Measures patience, and dates the signature.</param>
/// <remarks>
/// Thread-safe. The header <c>x-tradingbase-signature</c> is <c>sha256=</c> and the hexadecimal HMAC-SHA256
/// over <c>{x-tradingbase-timestamp}.{body}</c>; <c>x-tradingbase-alert</c> is the same for an alert that
/// comes twice. An answer's body is never read. Only what may pass is tried
/// again: time-outs, lost connections, 408, 429 and 5xx.
/// </remarks>
public sealed class WebhookChannel(
    WebhookOptions options, VenueConnections connections, TimeProvider time) : IAlertChannel
{
    /// <summary>When it was signed, Unix seconds.</summary>
    public const string TimestampHeader = "x-tradingbase-timestamp";

    /// <summary>The signature.</summary>
    public const string SignatureHeader = "x-tradingbase-signature";

    /// <summary>Names the alert: one that comes twice has the same.</summary>
    public const string AlertHeader = "x-tradingbase-alert";

    private readonly ResiliencePipeline<Attempt> _pipeline = Build(options, time);

    /// <inheritdoc/>
    public string Name => "webhook";

    /// <summary>Whether an address is one that alerts may be posted to: https, or this machine.</summary>
    public static bool IsAddress(string? text) =>
        Uri.TryCreate(text, UriKind.Absolute, out Uri? address)
            && (address.Scheme == Uri.UriSchemeHttps
                || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback));

    /// <inheritdoc/>
    /// <exception cref="WebhookException">No attempt was answered with a success.</exception>
    public async Task TellAsync(Alert alert, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(alert);
        Uri address = new(options.Url.Reveal());
        byte[] body = Encoding.UTF8.GetBytes(Canonical.Json(alert));
        int attempts = 0;
        Attempt last = await _pipeline.ExecuteAsync(
            async token =>
            {
                attempts++;
                return await PostAsync(address, AlertBook.RecordIdOf(alert), body, token);
            },
            cancellationToken);
        if (last.Fault is { } fault)
        {
            throw new WebhookException(address.Host, attempts, fault);
        }
    }

    private static ResiliencePipeline<Attempt> Build(WebhookOptions options, TimeProvider time)
    {
        ResiliencePipelineBuilder<Attempt> builder = new() { TimeProvider = time };
        return options.Attempts <= 1
            ? builder.Build()
            : builder.AddRetry(new RetryStrategyOptions<Attempt>
            {
                MaxRetryAttempts = options.Attempts - 1,
                Delay = options.FirstWait,
                BackoffType = DelayBackoffType.Exponential,
                ShouldHandle = outcome => ValueTask.FromResult(outcome.Outcome.Result is { MayPass: true }),
            }).Build();
    }

    private async Task<Attempt> PostAsync(
        Uri address, string alertId, byte[] body, CancellationToken cancellationToken)
    {
        using CancellationTokenSource patience = new(options.Timeout, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(
            patience.Token, cancellationToken);
        using HttpRequestMessage request = new(HttpMethod.Post, address)
        {
            Content = new ByteArrayContent(body)
            {
                Headers = { ContentType = new MediaTypeHeaderValue("application/json", "utf-8") },
            },
        };
        request.Headers.Add(AlertHeader, alertId);
        Sign(request, body);
        using HttpMessageInvoker line = new(connections.Handler, disposeHandler: false);
        try
        {
            using HttpResponseMessage answer = await line.SendAsync(request, either.Token);
            int status = (int)answer.StatusCode;
            bool mayPass = answer.StatusCode
                is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests || status >= 500;
            return answer.IsSuccessStatusCode ? new(null, false) : new($"it answered {status}.", mayPass);
        }
        catch (HttpRequestException lost)
        {
            // The message may name the address, which is a secret: the kind of the fault is enough.
            return new($"the connection failed ({lost.HttpRequestError}).", true);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new(
                FormattableString.Invariant($"no answer within {options.Timeout.TotalSeconds:0.0} s."), true);
        }
    }

    private void Sign(HttpRequestMessage request, byte[] body)
    {
        if (options.Secret is { } secret)
        {
            string stamp = time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
            byte[] signed = [.. Encoding.UTF8.GetBytes(stamp + "."), .. body];
            string signature = Convert.ToHexStringLower(HMACSHA256.HashData(secret.RevealBytes(), signed));
            request.Headers.Add(TimestampHeader, stamp);
            request.Headers.Add(SignatureHeader, "sha256=" + signature);
        }
    }

    /// <summary>How one attempt ended.</summary>
    /// <param name="Fault">What went wrong, or null.</param>
    /// <param name="MayPass">Whether another attempt makes sense.</param>
    private sealed record Attempt(string? Fault, bool MayPass);
}
