namespace TradingBase.Desk;

/// <summary>How soon a person should look.</summary>
public enum AlertSeverity
{
    /// <summary>Today.</summary>
    Warning,

    /// <summary>Now: the desk trades less, or not at all.</summary>
    Critical,
}
