namespace TradingBase.Compute;

/// <summary>What an endpoint takes; null is no limit.</summary>
/// <remarks>
/// Windows are the providers' own: buckets that refill all the time where a provider says so, else minutes.
/// Source: the providers' pages on rate limits.
/// </remarks>
public sealed record EndpointLimits
{
    /// <summary>No limit but the places that calls take at once.</summary>
    public static EndpointLimits None { get; } = new();

    /// <summary>Calls a minute; greater than zero.</summary>
    public int? RequestsPerMinute { get; init; }

    /// <summary>
    /// Whether a minute's calls are also counted by ten seconds and by one, a sixth and a sixtieth of them
    /// each, as Azure does.
    /// </summary>
    public bool EvenRequests { get; init; }

    /// <summary>Calls a day; greater than zero.</summary>
    public int? RequestsPerDay { get; init; }

    /// <summary>Tokens read a minute, cached ones apart where they are free; greater than zero.</summary>
    public int? InputTokensPerMinute { get; init; }

    /// <summary>Tokens written a minute; greater than zero.</summary>
    public int? OutputTokensPerMinute { get; init; }

    /// <summary>Tokens of both kinds a minute; greater than zero.</summary>
    public int? TotalTokensPerMinute { get; init; }
}
