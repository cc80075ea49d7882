using TradingBase.Strategy;

namespace TradingBase.Risk;

/// <summary>What one strategy may do with one instrument, and how often it did so lately.</summary>
/// <remarks>Limits that are shares are turned into amounts once, so that no rule has to multiply.</remarks>
internal sealed class StrategyCourse(
    string strategy, ExposureLine line, RiskLimits limits, decimal equity, StrategyCourse? next)
{
    /// <summary>Whose course it is.</summary>
    internal string Strategy { get; } = strategy;

    /// <summary>The tightest of all layers, put together once.</summary>
    internal RiskLimits Limits { get; } = limits;

    /// <summary>Another strategy's course of the instrument, or null after the last.</summary>
    internal StrategyCourse? Next { get; } = next;

    /// <summary>Largest worth of the instrument, base currency.</summary>
    internal decimal MostOfInstrument { get; } = limits.MaxConcentration.Value * equity;

    /// <summary>Largest sum of the market's worths, base currency.</summary>
    internal decimal MostOfMarket { get; } = limits.MaxMarketExposure.Value * equity;

    /// <summary>Largest sum of all worths, base currency.</summary>
    internal decimal MostGross { get; } = limits.MaxGrossExposure.Value * equity;

    /// <summary>Largest sum of all signed worths, base currency.</summary>
    internal decimal MostNet { get; } = limits.MaxNetExposure.Value * equity;

    /// <summary>Most units of the average day's volume.</summary>
    internal decimal MostOfVolume { get; } =
        limits.MaxVolumeShare.Value * (line.Outlook?.AverageDailyVolume ?? 0);

    /// <summary>How far a price may be on the worse side of the reference, quote currency.</summary>
    internal decimal Collar { get; } =
        limits.PriceCollar.Value * Math.Abs(line.Outlook?.ReferencePrice ?? 0);

    /// <summary>Buys within the repeats' window.</summary>
    internal int Buys { get; set; }

    /// <summary>Sells within the repeats' window.</summary>
    internal int Sells { get; set; }

    /// <summary>Whether its buys wait for a person.</summary>
    internal bool BuysSuspended { get; init; }

    /// <summary>Whether its sells wait for a person.</summary>
    internal bool SellsSuspended { get; init; }

    /// <summary>Orders of one side within the repeats' window.</summary>
    internal int Of(OrderSide side) => side is OrderSide.Buy ? Buys : Sells;

    /// <summary>Whether one side waits for a person.</summary>
    internal bool IsSuspended(OrderSide side) => side is OrderSide.Buy ? BuysSuspended : SellsSuspended;
}
