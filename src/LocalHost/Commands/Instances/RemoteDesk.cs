using System.Net;
using System.Text;
using System.Text.Json;
using TradingBase.LocalHost.Engine;
using TradingBase.LocalHost.Engine.Reading;
using TradingBase.LocalHost.Operations;

namespace TradingBase.LocalHost.Commands.Instances;

/// <summary>The way through the host that holds the store.</summary>
/// <param name="http">With the host's address and a key.</param>
internal sealed class RemoteDesk(HttpClient http) : IInstanceDesk
{
    private const string Collection = "api/instances";

    /// <inheritdoc/>
    public Task<InstancePage> ListAsync(
        InstanceFilter filter, string? token, int take, CancellationToken cancellationToken) =>
        SendAsync<InstancePage>(
            HttpMethod.Get,
            $"{Collection}?{Query([.. Pairs(filter), ("token", token), ("take", $"{take}")])}",
            null, null, cancellationToken);

    /// <inheritdoc/>
    public Task<InstanceDocument> FindAsync(string id, CancellationToken cancellationToken) =>
        SendAsync<InstanceDocument>(HttpMethod.Get, Place(id), null, id, cancellationToken);

    /// <inheritdoc/>
    public Task<HistoryDocument> HistoryAsync(
        string id, HistoryQuery query, CancellationToken cancellationToken) =>
        SendAsync<HistoryDocument>(
            HttpMethod.Get,
            $"{Place(id, "history")}?after={query.After}&take={query.Take}"
            + $"&payloads={query.PayloadLimit >= 0}",
            null, id, cancellationToken);

    /// <inheritdoc/>
    public Task<SteeringDocument> SteerAsync(Steering asked, CancellationToken cancellationToken)
    {
        string verb = asked.Verb.ToString().ToLowerInvariant();
        return asked.Verb switch
        {
            SteeringVerb.Raise => SendAsync<SteeringDocument>(
                HttpMethod.Post, Place(asked.Id, verb, asked.EventName!), asked.Payload?.GetRawText(),
                asked.Id, cancellationToken),
            SteeringVerb.Purge => SendAsync<SteeringDocument>(
                HttpMethod.Delete, $"{Place(asked.Id)}?recursive={asked.Recursive}", null, asked.Id,
                cancellationToken),
            _ => SendAsync<SteeringDocument>(
                HttpMethod.Post, Place(asked.Id, verb),
                JsonSerializer.Serialize(
                    new SteeringBody
                    {
                        Output = asked.Payload,
                        Reason = asked.Reason,
                        Recursive = asked.Recursive,
                        NewId = asked.NewId,
                    },
                    Canonical.Options),
                asked.Id, cancellationToken),
        };
    }

    /// <inheritdoc/>
    public Task<SteeringDocument> PurgeAsync(InstanceFilter filter, CancellationToken cancellationToken) =>
        SendAsync<SteeringDocument>(
            HttpMethod.Delete, $"{Collection}?{Query(Pairs(filter))}", null, null, cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => http.Dispose();

    private static string Place(string id, params IEnumerable<string> below) => InstanceAddress.Fits(id)
        ? InstanceAddress.Of(id, below)
        : throw new UsageException(
            $"The id '{id}' cannot stand in an address; use --store while no host runs.");

    private static IEnumerable<(string, string?)> Pairs(InstanceFilter filter) =>
    [
        ("status", filter.Statuses is { } statuses ? string.Join(',', statuses) : null),
        ("name", filter.Name),
        ("prefix", filter.Prefix),
        ("createdFrom", Text(filter.CreatedFrom)),
        ("createdTo", Text(filter.CreatedTo)),
        ("completedTo", Text(filter.CompletedTo)),
    ];

    private static string? Text(DateTimeOffset? moment) =>
        moment is { } known ? UtcJsonConverter.Write(known) : null;

    private static string Query(IEnumerable<(string Name, string? Value)> pairs) => string.Join(
        '&',
        pairs.Where(pair => pair.Value is not null)
            .Select(pair => $"{pair.Name}={Uri.EscapeDataString(pair.Value!)}"));

    private async Task<T> SendAsync<T>(
        HttpMethod method, string place, string? body, string? id, CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = new(method, new Uri(place, UriKind.Relative));
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        }

        try
        {
            using HttpResponseMessage answer = await http.SendAsync(request, cancellationToken);
            string text = await answer.Content.ReadAsStringAsync(cancellationToken);
            return answer.IsSuccessStatusCode
                ? JsonSerializer.Deserialize<T>(text, Canonical.Options)!
                : throw Refusal(answer.StatusCode, text, id);
        }
        catch (Exception away) when (away is HttpRequestException or JsonException
            || (away is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new HostRefusalException(
                $"No host of ours answers at {http.BaseAddress}: {away.Message}", away);
        }
    }

    private static TradingBaseException Refusal(HttpStatusCode status, string text, string? id) =>
        status is HttpStatusCode.NotFound && id is not null
            ? new InstanceNotFoundException(id)
            : new HostRefusalException($"The host answered {(int)status}: {Detail(text)}", null);

    private static string Detail(string text)
    {
        try
        {
            using JsonDocument problem = JsonDocument.Parse(text);
            return problem.RootElement.TryGetProperty("detail", out JsonElement detail)
                ? detail.GetString() ?? text
                : text;
        }
        catch (JsonException)
        {
            return text;
        }
    }
}
