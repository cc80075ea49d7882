namespace TradingBase.LocalHost.Engine;

/// <summary>Which instances a host of one version takes up; the names are host.json's.</summary>
public enum VersionMatchStrategy
{
    /// <summary>Those of any version.</summary>
    None,

    /// <summary>Those of the host's own version.</summary>
    Strict,

    /// <summary>Those of the host's own version, of an older one and of none.</summary>
    CurrentOrOlder,
}
