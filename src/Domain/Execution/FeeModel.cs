using TradingBase.Markets;

namespace TradingBase.Execution;

/// <summary>Computes fees from a venue's table.</summary>
/// <remarks>
/// A minimum counts once for an order: what its earlier fills paid is taken off. Source: LEAN's fee models,
/// <c>Common/Orders/Fees</c>.
/// </remarks>
public static class FeeModel
{
    private const string Dollar = "USD";

    private static readonly HashSet<string> Monies =
    [
        "AUD", "CAD", "CHF", "EUR", "GBP", "JPY", "USD",
        "DAI", "EURC", "PYUSD", "TUSD", "USDC", "USDP", "USDT",
    ];

    /// <summary>Computes the fee of one fill.</summary>
    /// <param name="table">The table that is valid at the fill's time.</param>
    /// <param name="instrument">What was traded.</param>
    /// <param name="side">Which way.</param>
    /// <param name="quantity">Units; greater than zero.</param>
    /// <param name="price">Quote currency per unit.</param>
    /// <param name="maker">Whether the order waited in the book.</param>
    /// <param name="before">Fills of the same order before this one.</param>
    /// <returns>
    /// The fee, negative for a rebate; in the quote currency unless the table counts in dollars or in the
    /// coin that is received.
    /// </returns>
    public static Fee Of(
        FeeTable table, Instrument instrument, Strategy.OrderSide side, decimal quantity, decimal price,
        bool maker = false, IReadOnlyList<Fill>? before = null)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(instrument);
        decimal value = Check.Positive(quantity) * Math.Abs(price) * instrument.Multiplier;
        if (table.Form is FeeForm.Rate && table.Minimum == 0)
        {
            return OfRate(table, instrument, side, quantity, value, maker);
        }

        IReadOnlyList<Fill> paid = before ?? [];
        decimal units = quantity + paid.Sum(fill => fill.Quantity);
        decimal worth = value + paid.Sum(fill => fill.Quantity * Math.Abs(fill.Price) * fill.Multiplier);
        Fee whole = table.Form switch
        {
            FeeForm.Shares => new(OfShares(table, units, worth), instrument.Currency),
            FeeForm.Contracts => new(OfContracts(table, units, Math.Abs(price)), instrument.Currency),
            _ => OfCurrencies(table, instrument, units, worth),
        };
        return whole with { Amount = Math.Max(0, whole.Amount - paid.Sum(fill => fill.Fee)) };
    }

    private static Fee OfRate(
        FeeTable table, Instrument instrument, Strategy.OrderSide side, decimal quantity, decimal value,
        bool maker)
    {
        bool stable = Monies.Contains(BaseOf(instrument)) && Monies.Contains(instrument.Currency);
        decimal bps = maker
            ? (stable ? table.StableMakerBps : null) ?? table.MakerBps
            : (stable ? table.StableTakerBps : null) ?? table.TakerBps;
        decimal share = bps / 10_000m;
        return table.InReceivedCoin && side is Strategy.OrderSide.Buy
            && instrument.Kind is InstrumentKind.Crypto && BaseOf(instrument).Length > 0
            ? new(WholeLots(quantity * share, instrument.Lot), BaseOf(instrument))
            : new(value * share, instrument.Currency);
    }

    // A part of a lot could be held and never sold: the venue keeps it.
    private static decimal WholeLots(decimal fee, decimal lot) => Math.Ceiling(fee / lot) * lot;

    // The minimum is tested first, so a small order pays a dollar even where that is more than half a
    // percent.
    private static decimal OfShares(FeeTable table, decimal quantity, decimal value)
    {
        decimal fee = table.PerUnit * quantity, most = value * table.MaximumBps / 10_000m;
        return fee < table.Minimum ? table.Minimum : table.MaximumBps > 0 ? Math.Min(fee, most) : fee;
    }

    // Below a premium of ten cents a contract costs at most half a dollar, below five a quarter.
    private static decimal OfContracts(FeeTable table, decimal quantity, decimal premium)
    {
        decimal most = premium < 0.05m ? 0.25m : premium < 0.10m ? 0.50m : table.PerUnit;
        return Math.Max(table.Minimum, Math.Min(table.PerUnit, most) * quantity);
    }

    // The minimum is a sum of dollars. In a pair without the dollar its worth is not known here: the rate
    // alone counts.
    private static Fee OfCurrencies(FeeTable table, Instrument instrument, decimal quantity, decimal value)
    {
        decimal share = table.TakerBps / 10_000m;
        return instrument.Currency == Dollar
            ? new(Math.Max(table.Minimum, value * share), Dollar)
            : instrument.Id.Symbol.StartsWith(Dollar, StringComparison.Ordinal)
                ? new(Math.Max(table.Minimum, quantity * instrument.Multiplier * share), Dollar)
                : new(value * share, instrument.Currency);
    }

    private static string BaseOf(Instrument instrument) =>
        instrument.Id.Symbol.EndsWith(instrument.Currency, StringComparison.Ordinal)
            ? instrument.Id.Symbol[..^instrument.Currency.Length]
            : "";
}
