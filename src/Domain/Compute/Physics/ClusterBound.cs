namespace TradingBase.Compute.Physics;

/// <summary>What keeps a cluster from answering more.</summary>
public enum ClusterBound
{
    /// <summary>All of its GPUs are busy.</summary>
    Gpus,

    /// <summary>The site feeds no further GPU.</summary>
    Power,
}
