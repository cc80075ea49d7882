namespace TradingBase.Composition.Options;

/// <summary>Where the host on one machine listens; it listens on loopback only.</summary>
public sealed record HttpSection
{
    /// <summary>Port; 1 to 65,535.</summary>
    /// <value>The default is 7071, as the Functions tools have it.</value>
    public int Port { get; init; } = 7071;
}
