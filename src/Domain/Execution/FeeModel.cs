using TradingBase.Markets;

namespace TradingBase.Execution;

/// <summary>Computes fees from a market's schedule.</summary>
/// <remarks>
/// Source: LEAN's fee models of Interactive Brokers; figures as of its tables, dated configuration in time.
/// </remarks>
public static class FeeModel
{
    /// <summary>Shares of the US: 0.005 USD each, at least 1 USD, else at most 0.5 % of the value.</summary>
    public const string UsEquity = "ib-us-equity";

    /// <summary>Currencies: 0.20 basis points of the value, at least 2 USD.</summary>
    public const string Fx = "ib-fx";

    /// <summary>A share of the value: the table's taker rate.</summary>
    public const string Taker = "taker";

    private const string Dollar = "USD";

    /// <summary>Computes the fee of one fill.</summary>
    /// <param name="costs">Schedule and rates.</param>
    /// <param name="instrument">What was traded.</param>
    /// <param name="quantity">Units; greater than zero.</param>
    /// <param name="price">Quote currency per unit.</param>
    /// <returns>
    /// The fee, never negative here; in the quote currency unless the schedule counts in USD.
    /// </returns>
    /// <exception cref="ArgumentException">Nobody knows the schedule.</exception>
    public static Fee Of(TradingCosts costs, Instrument instrument, decimal quantity, decimal price)
    {
        ArgumentNullException.ThrowIfNull(costs);
        ArgumentNullException.ThrowIfNull(instrument);
        decimal value = Check.Positive(quantity) * Math.Abs(price) * instrument.Multiplier;
        return costs.Schedule switch
        {
            UsEquity => new(OfShares(quantity, value), instrument.Currency),
            Fx => OfCurrencies(costs, instrument, quantity, value),
            Taker => new(value * costs.TakerBps / 10_000m, instrument.Currency),
            _ => throw new ArgumentException(
                $"'{costs.Schedule}' is no fee schedule: {UsEquity}, {Fx} or {Taker} was "
                    + "expected.", nameof(costs)),
        };
    }

    // The minimum is tested first, so a small order pays a dollar even where that is more than half a
    // percent.
    private static decimal OfShares(decimal quantity, decimal value)
    {
        decimal fee = 0.005m * quantity;
        return fee < 1 ? 1 : Math.Min(fee, 0.005m * value);
    }

    // The minimum is a sum of dollars. In a pair without the dollar its worth is not known here: the rate
    // alone counts.
    private static Fee OfCurrencies(
        TradingCosts costs, Instrument instrument, decimal quantity, decimal value)
    {
        decimal share = costs.TakerBps / 10_000m;
        return instrument.Currency == Dollar
            ? new(Math.Max(2, value * share), Dollar)
            : instrument.Id.Symbol.StartsWith(Dollar, StringComparison.Ordinal)
                ? new(Math.Max(2, quantity * instrument.Multiplier * share), Dollar)
                : new(value * share, instrument.Currency);
    }
}
