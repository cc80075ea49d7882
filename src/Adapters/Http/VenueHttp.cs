using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace TradingBase.Adapters.Http;

/// <summary>Carries one request to a venue and classifies what came of it; never asks twice.</summary>
/// <remarks>Thread-safe. Redirects are not followed: a signed request goes to its venue or nowhere.</remarks>
internal sealed class VenueHttp : IDisposable
{
    private readonly HttpMessageInvoker _http;
    private readonly VenueManners _manners;
    private readonly VenueSettings _settings;
    private readonly TimeProvider _clock;
    private readonly Redactor _redactor;

    /// <summary>Takes a venue's address and its connections.</summary>
    /// <exception cref="ArgumentException">The address is neither https nor this machine.</exception>
    internal VenueHttp(
        VenueManners manners, VenueSettings settings, HttpMessageHandler handler, TimeProvider clock)
    {
        BaseUrl = settings.BaseUrl ?? manners.BaseUrl;
        if (!IsSafe(BaseUrl))
        {
            throw new ArgumentException(
                $"{BaseUrl.GetLeftPart(UriPartial.Authority)} is neither https nor this machine.",
                nameof(settings));
        }

        _http = new(handler, disposeHandler: false);
        (_manners, _settings, _clock) = (manners, settings, clock);
        _redactor = new(settings.Secrets);
    }

    /// <summary>Where the venue's API is.</summary>
    internal Uri BaseUrl { get; }

    /// <summary>Lets go of the connections, which are not its own.</summary>
    public void Dispose() => _http.Dispose();

    /// <summary>Whether keys may be sent to an address: it is encrypted, or it is this machine.</summary>
    internal static bool IsSafe(Uri address) =>
        address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback);

    /// <summary>Sends one request, once.</summary>
    /// <param name="request">Its address may be relative to the venue's.</param>
    /// <param name="learn">Is told what is left of which bucket.</param>
    /// <param name="cancellationToken">
    /// Abandons the wait; throws, since nobody waits for the class then.
    /// </param>
    /// <returns>What it proves; a broken line is an answer too.</returns>
    internal async Task<VenueAnswer> SendAsync(
        HttpRequestMessage request, Action<string, decimal> learn, CancellationToken cancellationToken)
    {
        // An address is put together as text: the framework's own way would change what was signed.
        request.RequestUri = new(
            BaseUrl.GetLeftPart(UriPartial.Path).TrimEnd('/') + request.RequestUri!.OriginalString,
            new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        if (request.Method == HttpMethod.Post)
        {
            // What has no body the framework sends again by itself when the line ends before an answer: an
            // order would be made twice. An empty body is enough to forbid it.
            request.Content ??= new ByteArrayContent([]);
        }

        using CancellationTokenSource late = new(_settings.Timeout, _clock);
        using CancellationTokenSource either =
            CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            using HttpResponseMessage response = await _http.SendAsync(request, either.Token);
            byte[]? body = await ReadAsync(response.Content, either.Token);
            foreach ((string bucket, decimal left) in _manners.ReadLeft(response.Headers))
            {
                learn(bucket, left);
            }

            return body is null
                ? VenueAnswer.Lost($"The answer is longer than {_settings.MaxAnswerBytes} bytes.")
                : Classify(response, body);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return VenueAnswer.Lost($"No answer within {_settings.Timeout.TotalSeconds:0.###} s.");
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException)
        {
            return VenueAnswer.Lost($"The line broke: {_redactor.Clean(broken.Message)}");
        }
    }

    private VenueAnswer Classify(HttpResponseMessage response, byte[] body)
    {
        int status = (int)response.StatusCode;
        bool readable = TryParse(body, out JsonElement json);
        VenueFault? fault = readable && json.ValueKind is not JsonValueKind.Undefined
            ? _manners.FindFault(json)
            : null;
        fault ??= _manners.FindFaultOfStatus(status);
        VenueAnswerKind kind = response.StatusCode switch
        {
            >= HttpStatusCode.InternalServerError => VenueAnswerKind.Unknown,
            HttpStatusCode.TooManyRequests => VenueAnswerKind.RateLimited,
            (HttpStatusCode)418 => VenueAnswerKind.Banned,
            _ when fault?.Kind is { } told => told,
            >= HttpStatusCode.OK and < HttpStatusCode.MultipleChoices =>
                !readable ? VenueAnswerKind.Unknown
                : fault is null ? VenueAnswerKind.Done : VenueAnswerKind.Refused,
            >= HttpStatusCode.BadRequest and not HttpStatusCode.RequestTimeout when fault is not null =>
                VenueAnswerKind.Refused,

            // A page of a proxy, a redirect, a 4xx in nobody's name: who knows how far the request came.
            _ => VenueAnswerKind.Unknown,
        };
        string message = kind is VenueAnswerKind.Done ? ""
            : fault is not null ? $"{_redactor.Clean(fault.Message)} (HTTP {status})"
            : $"HTTP {status}{(readable ? "" : " with a body that is no JSON")}.";
        return new(
            kind, status, fault is null ? null : _redactor.Clean(fault.Code), message,
            kind is VenueAnswerKind.Done ? null : WaitOf(response.Headers), json);
    }

    private TimeSpan? WaitOf(HttpResponseHeaders headers) => headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date > _clock.GetUtcNow() ? date - _clock.GetUtcNow() : TimeSpan.Zero,
        _ => _manners.ReadWait(headers, _clock.GetUtcNow()),
    };

    // An empty body is readable: it says nothing.
    private static bool TryParse(byte[] body, out JsonElement json)
    {
        json = default;
        if (body.Length == 0)
        {
            return true;
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(body);
            json = document.RootElement.Clone();
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private async Task<byte[]?> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        if (content.Headers.ContentLength > _settings.MaxAnswerBytes)
        {
            return null;
        }

        await using Stream stream = await content.ReadAsStreamAsync(cancellationToken);
        using MemoryStream body = new();
        byte[] part = new byte[8192];
        int read;
        while ((read = await stream.ReadAsync(part, cancellationToken)) > 0)
        {
            if (body.Length + read > _settings.MaxAnswerBytes)
            {
                return null;
            }

            body.Write(part, 0, read);
        }

        return body.ToArray();
    }
}
