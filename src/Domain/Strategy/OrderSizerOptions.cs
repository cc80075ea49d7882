namespace TradingBase.Strategy;

/// <summary>Which orders are too small to be worth their cost.</summary>
public sealed record OrderSizerOptions
{
    /// <summary>Changes of less than this share of equity are not traded, exits excepted; 0 to 0.1.</summary>
    /// <value>0.005: at 1,000,000 no order below 5,000.</value>
    public double NoTradeBand { get; init => field = Check.Within(value, 0, 0.1); } = 0.005;
}
