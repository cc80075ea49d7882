namespace TradingBase.Risk;

/// <summary>The limits in force, as last read: what the wire keeps beside what was configured.</summary>
/// <remarks>Thread-safe. Empty until this process judges or sends for the first time.</remarks>
public sealed class EffectiveLimits
{
    private RiskLimitSet? _current;

    /// <summary>The limits, or null before they were read.</summary>
    public RiskLimitSet? Current
    {
        get => Volatile.Read(ref _current);
        set => Volatile.Write(ref _current, value);
    }
}
