namespace TradingBase.LocalHost.Operations;

/// <summary>What was done to an instance; on the disk when this is told.</summary>
/// <param name="Id">Whom it was done to; null where many were meant.</param>
/// <param name="Verb">What was done.</param>
/// <param name="Delivered">False while it waits for the next start of a host on the store.</param>
internal sealed record SteeringDocument(string? Id, SteeringVerb Verb, bool Delivered)
{
    /// <summary>The instance that a restart has begun; null for others.</summary>
    public string? NewId { get; init; }

    /// <summary>How many instances were removed; null for what removes none.</summary>
    public int? Purged { get; init; }

    /// <summary>Whether all that were meant are gone; null for what removes none.</summary>
    public bool? Complete { get; init; }
}
