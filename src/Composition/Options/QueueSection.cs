namespace TradingBase.Composition.Options;

/// <summary>Which queues the host on one machine reads.</summary>
public sealed record QueueSection
{
    /// <summary>Name of the environment variable that holds an Azure Storage connection string.</summary>
    /// <value>The default, null, uses the queues that are kept in the store's own file.</value>
    public string? ConnectionVariable { get; init; }
}
