namespace TradingBase.Risk;

/// <summary>How a measurement stands to its limit.</summary>
public enum RuleOutcome
{
    /// <summary>At or within the limit.</summary>
    Within,

    /// <summary>Beyond the limit.</summary>
    Beyond,

    /// <summary>The bound has no meaning for this order; it passes.</summary>
    NotApplicable,

    /// <summary>What has to be measured is not known; it does not pass.</summary>
    Unmeasurable,
}
