using System.Net.Http.Headers;
using System.Text.Json;
using TradingBase.Execution;

namespace TradingBase.Adapters.Http;

/// <summary>How one venue talks, as far as every request needs it.</summary>
internal sealed record VenueManners
{
    /// <summary>Where it is unless configuration says otherwise.</summary>
    internal required Uri BaseUrl { get; init; }

    /// <summary>Its rate limits.</summary>
    internal required IReadOnlyList<QuotaBucket> Buckets { get; init; }

    /// <summary>Reads a fault from a JSON body, whatever the status; null where there is none.</summary>
    internal required Func<JsonElement, VenueFault?> FindFault { get; init; }

    /// <summary>What a status proves where the body says nothing; the default is nothing.</summary>
    internal Func<int, VenueFault?> FindFaultOfStatus { get; init; } = _ => null;

    /// <summary>Reads from an answer's headers what is left of which bucket.</summary>
    internal Func<HttpResponseHeaders, IEnumerable<(string Bucket, decimal Left)>> ReadLeft { get; init; } =
        _ => [];

    /// <summary>Reads how long to wait from headers of the venue's own; the default knows none.</summary>
    /// <remarks>Retry-After is read for every venue, and comes first.</remarks>
    internal Func<HttpResponseHeaders, DateTimeOffset, TimeSpan?> ReadWait { get; init; } = (_, _) => null;
}
