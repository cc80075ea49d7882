namespace TradingBase.LocalHost.Engine;

/// <summary>What becomes of an instance whose version the host does not take up; the names are
/// host.json's.</summary>
public enum VersionFailureStrategy
{
    /// <summary>It is left as it is, for a host that takes it up.</summary>
    Reject,

    /// <summary>It fails.</summary>
    Fail,
}
