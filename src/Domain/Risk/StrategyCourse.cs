using TradingBase.Strategy;

namespace TradingBase.Risk;

/// <summary>What one strategy may do with one instrument, and how often it did so lately.</summary>
internal sealed class StrategyCourse(string strategy, RiskLimits limits, StrategyCourse? next)
{
    /// <summary>Whose course it is.</summary>
    internal string Strategy { get; } = strategy;

    /// <summary>The tightest of all layers, put together once.</summary>
    internal RiskLimits Limits { get; } = limits;

    /// <summary>Another strategy's course of the instrument, or null after the last.</summary>
    internal StrategyCourse? Next { get; } = next;

    /// <summary>Buys within the repeats' window.</summary>
    internal int Buys { get; set; }

    /// <summary>Sells within the repeats' window.</summary>
    internal int Sells { get; set; }

    /// <summary>Orders of one side within the repeats' window.</summary>
    internal int Of(OrderSide side) => side is OrderSide.Buy ? Buys : Sells;
}
