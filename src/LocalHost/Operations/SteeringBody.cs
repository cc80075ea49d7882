using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using TradingBase.LocalHost.Pumps;

namespace TradingBase.LocalHost.Operations;

/// <summary>What a request may say beside its route; a member that is not known is refused.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record SteeringBody
{
    /// <summary>Of a termination: the output that the instance ends with.</summary>
    public JsonElement? Output { get; init; }

    /// <summary>Of a suspension, resumption or rewinding: why.</summary>
    public string? Reason { get; init; }

    /// <summary>Of a termination: whether the children end too.</summary>
    public bool Recursive { get; init; }

    /// <summary>Of a restart: whether the new instance gets an id of its own.</summary>
    public bool NewId { get; init; }

    /// <summary>Reads the body of a request that may have none.</summary>
    /// <exception cref="JsonException">It is not the JSON that is expected.</exception>
    internal static async Task<SteeringBody> ReadAsync(
        HttpRequest request, CancellationToken cancellationToken) => HttpBody.IsPresent(request)
        ? await JsonSerializer.DeserializeAsync<SteeringBody>(
            request.Body, Canonical.Options, cancellationToken) ?? new()
        : new();

    /// <summary>Reads a body that is one value of any kind.</summary>
    /// <returns>Null when there is no body.</returns>
    /// <exception cref="JsonException">It is no JSON.</exception>
    internal static async Task<JsonElement?> ReadValueAsync(
        HttpRequest request, CancellationToken cancellationToken) => HttpBody.IsPresent(request)
        ? await JsonSerializer.DeserializeAsync<JsonElement>(
            request.Body, Canonical.Options, cancellationToken)
        : null;
}
