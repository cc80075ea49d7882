namespace TradingBase.Testing.Exchange;

/// <summary>How an answer travels back.</summary>
public enum WireDelivery
{
    /// <summary>Whole.</summary>
    Whole,

    /// <summary>Not a byte, the connection is closed.</summary>
    Cut,

    /// <summary>Head and half of the body, then the connection is closed.</summary>
    CutInBody,

    /// <summary>Never; the client waits until its patience ends.</summary>
    Never,
}
