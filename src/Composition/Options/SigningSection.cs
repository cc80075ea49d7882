namespace TradingBase.Composition.Options;

/// <summary>What approved orders are signed with.</summary>
public sealed record SigningSection
{
    /// <summary>Name of the environment variable that holds the key: at least 32 bytes in base 64.</summary>
    /// <value>The default, null, leaves the key to the host.</value>
    public string? KeyVariable { get; init; }

    /// <summary>
    /// Names of variables whose keys signed before: what they signed is still taken, and they sign nothing.
    /// </summary>
    /// <value>The default is none.</value>
    public IReadOnlyList<string> PreviousKeyVariables { get; init; } = [];
}
