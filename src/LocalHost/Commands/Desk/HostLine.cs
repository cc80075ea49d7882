using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using TradingBase.LocalHost.Commands.Instances;

namespace TradingBase.LocalHost.Commands.Desk;

/// <summary>Asks the desk's running host over its routes.</summary>
/// <param name="address">Where it listens.</param>
/// <param name="key">Its admin key.</param>
internal sealed class HostLine(Uri address, string key) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = address, Timeout = TimeSpan.FromSeconds(30) };

    /// <summary>Asks for a document.</summary>
    /// <exception cref="HostAwayException">Nobody answers there.</exception>
    /// <exception cref="HostRefusalException">The host answered that it will not.</exception>
    internal Task<JsonObject> GetAsync(string route, CancellationToken cancellationToken) =>
        SendAsync(new(HttpMethod.Get, route), cancellationToken);

    /// <summary>Sends a document and reads the answer.</summary>
    /// <exception cref="HostAwayException">Nobody answers there.</exception>
    /// <exception cref="HostRefusalException">The host answered that it will not.</exception>
    internal Task<JsonObject> PutAsync(string route, JsonObject body, CancellationToken cancellationToken) =>
        SendAsync(new(HttpMethod.Put, route) { Content = JsonContent.Create(body) }, cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task<JsonObject> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using HttpRequestMessage sent = request;
        sent.Headers.Add("x-functions-key", key);
        HttpResponseMessage answer;
        try
        {
            answer = await _http.SendAsync(sent, cancellationToken);
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
