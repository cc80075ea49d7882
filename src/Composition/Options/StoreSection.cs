namespace TradingBase.Composition.Options;

/// <summary>How long the host on one machine keeps the histories of its orchestrations.</summary>
/// <remarks>Cycles, orders and the journal are records of the state and are kept for ever.</remarks>
public sealed record StoreSection
{
    /// <summary>Days after its end for which an instance and its history are kept; 1 to 36,500, null for
    /// ever.</summary>
    /// <value>The default is 30.</value>
    public int? RetentionDays { get; init; } = 30;
}
