using TradingBase.Portfolio;
using TradingBase.Strategy;

namespace TradingBase.Execution;

/// <summary>Shows a fill to the rooms before this one.</summary>
public static class FillExtensions
{
    /// <summary>What a fill is to a position.</summary>
    public static Trade ToTrade(this Fill fill)
    {
        ArgumentNullException.ThrowIfNull(fill);
        return new(
            fill.Instrument, fill.Currency, fill.Multiplier,
            fill.Side is OrderSide.Buy ? fill.Quantity : -fill.Quantity,
            fill.Price, fill.Fee, fill.FeeCurrency, fill.AtUtc)
        {
            Replaced = fill.Replaces?.Units ?? 0, ReplacedValue = fill.Replaces?.Value ?? 0,
        };
    }
}
