namespace TradingBase.Compute;

/// <summary>What kind of capacity stands behind an endpoint.</summary>
public enum EndpointPlace
{
    /// <summary>An account at a provider, bounded by its limits.</summary>
    Api,

    /// <summary>Own GPUs: slots, a queue and tokens a second.</summary>
    Cluster,

    /// <summary>GPUs that may be taken away at any time.</summary>
    Preemptible,

    /// <summary>Compute in orbit, reachable in contact windows.</summary>
    Orbital,
}
