namespace TradingBase.Execution;

/// <summary>How a venue counts its fee.</summary>
public enum FeeForm
{
    /// <summary>A share of the value.</summary>
    Rate,

    /// <summary>An amount for each share: the minimum is tested first, then the largest fee.</summary>
    Shares,

    /// <summary>An amount for each contract, less where the premium is small, with a minimum.</summary>
    Contracts,
}
