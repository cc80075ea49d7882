using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using TradingBase.LocalHost.Commands.Instances;

namespace TradingBase.LocalHost.Commands.Desk;

/// <summary>Asks the desk's running host over its routes.</summary>
/// <param name="http">With the host's address and a key.</param>
internal sealed class HostLine(HttpClient http) : IDisposable
{
    /// <summary>Asks for a document.</summary>
    /// <exception cref="HostAwayException">Nobody answers there.</exception>
    /// <exception cref="HostRefusalException">The host answered that it will not.</exception>
    internal Task<JsonObject> GetAsync(string route, CancellationToken cancellationToken) =>
        SendAsync(new(HttpMethod.Get, route), cancellationToken);

    /// <summary>Asks for a document that may not be there.</summary>
    /// <returns>The document, or null where the host knows none.</returns>
    /// <exception cref="HostAwayException">Nobody answers there.</exception>
    /// <exception cref="HostRefusalException">The host answered that it will not.</exception>
    internal async Task<JsonObject?> FindAsync(string route, CancellationToken cancellationToken) =>
        await TrySendAsync(new(HttpMethod.Get, route), maybeNone: true, cancellationToken);

    /// <summary>Sends a document and reads the answer.</summary>
    /// <exception cref="HostAwayException">Nobody answers there.</exception>
    /// <exception cref="HostRefusalException">The host answered that it will not.</exception>
    internal Task<JsonObject> PutAsync(string route, JsonObject body, CancellationToken cancellationToken) =>
        SendAsync(new(HttpMethod.Put, route) { Content = JsonContent.Create(body) }, cancellationToken);

    /// <summary>Posts a document and reads the answer.</summary>
    /// <exception cref="HostAwayException">Nobody answers there.</exception>
    /// <exception cref="HostRefusalException">The host answered that it will not.</exception>
    internal Task<JsonObject> PostAsync(string route, JsonObject body, CancellationToken cancellationToken) =>
        SendAsync(new(HttpMethod.Post, route) { Content = JsonContent.Create(body) }, cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => http.Dispose();

    private async Task<JsonObject> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken) =>
        (await TrySendAsync(request, maybeNone: false, cancellationToken))!;

    private async Task<JsonObject?> TrySendAsync(
        HttpRequestMessage request, bool maybeNone, CancellationToken cancellationToken)
    {
        using HttpRequestMessage sent = request;
        Uri address = http.BaseAddress!;
        HttpResponseMessage answer;
        try
        {
            answer = await http.SendAsync(sent, cancellationToken);
        }
        catch (HttpRequestException away) when (away.HttpRequestError is HttpRequestError.ConnectionError
            or HttpRequestError.NameResolutionError)
        {
            throw new HostAwayException(address, away);
        }
        catch (Exception lost) when (lost is HttpRequestException
            || (lost is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            // Somebody was there: whether it was done is not known, so it is not called away.
            throw new HostRefusalException(
                $"The host at {address} gave no whole answer, ask again: {lost.Message}", lost);
        }

        using (answer)
        {
            if (maybeNone && answer.StatusCode is HttpStatusCode.NotFound)
            {
                return null;
            }

            string text = await answer.Content.ReadAsStringAsync(cancellationToken);
            JsonObject? document = Parse(text);
            return answer.IsSuccessStatusCode && document is not null
                ? document
                : throw new HostRefusalException(
                    $"The host answered {(int)answer.StatusCode}: {(string?)document?["detail"] ?? text}",
                    null);
        }
    }

    private static JsonObject? Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
