using TradingBase.Execution;

namespace TradingBase.Adapters.Http;

/// <summary>One thing that is asked of a venue.</summary>
/// <param name="What">What it is, for errors, such as "the order abc"; no secrets.</param>
/// <param name="Make">
/// Makes the request anew for each attempt, so that every one has its own time, nonce and signature; its
/// address is relative to the venue's and begins with a slash.
/// </param>
internal sealed record VenueCall(string What, Func<CancellationToken, ValueTask<HttpRequestMessage>> Make)
{
    /// <summary>What it costs, by bucket; taken before each attempt.</summary>
    internal IReadOnlyList<(string Bucket, decimal Weight)> Costs { get; init; } = [];

    /// <summary>Whether the reserve is open to it.</summary>
    internal QuotaPriority Priority { get; init; }

    /// <summary>
    /// Whether asking again does no harm: reads and cancels, never an order. The default is true.
    /// </summary>
    internal bool Repeatable { get; init; } = true;
}
