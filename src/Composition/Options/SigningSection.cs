namespace TradingBase.Composition.Options;

/// <summary>What approved orders are signed with.</summary>
public sealed record SigningSection
{
    /// <summary>Name of the environment variable that holds the key: at least 32 bytes in base 64.</summary>
    /// <value>The default, null, leaves the key to the host.</value>
    public string? KeyVariable { get; init; }
}
