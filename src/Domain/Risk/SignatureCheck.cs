namespace TradingBase.Risk;

/// <summary>What a signature proves.</summary>
public enum SignatureCheck
{
    /// <summary>The gate signed exactly this.</summary>
    Valid,

    /// <summary>Something was changed since, or somebody else signed.</summary>
    Tampered,

    /// <summary>The key is not in the ring, or no longer.</summary>
    UnknownKey,
}
