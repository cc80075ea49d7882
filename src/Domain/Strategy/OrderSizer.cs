using System.Globalization;
using TradingBase.Portfolio;

namespace TradingBase.Strategy;

/// <summary>Turns target weights into orders in whole lots.</summary>
/// <param name="options">Which orders are too small.</param>
/// <remarks>
/// Pure. The target quantity is rounded towards zero, so that lots never bring more exposure than the weight.
/// A
/// target too small to hold a minimum quantity is an exit, since what is left below it could never be sold.
/// </remarks>
public sealed class OrderSizer(OrderSizerOptions options)
{
    private readonly decimal _band = (decimal)options.NoTradeBand;

    /// <summary>Sizes orders.</summary>
    /// <param name="strategy">Who wants them; part of their ids.</param>
    /// <param name="decisionId">The cycle behind them; part of their ids.</param>
    /// <param name="portfolio">What is held, at the desk time of the decision.</param>
    /// <param name="outlooks">What is known of each instrument.</param>
    /// <param name="targets">The weights, each with an outlook.</param>
    /// <returns>The orders, and for every other target why there is none.</returns>
    /// <exception cref="ArgumentException">
    /// A target has no outlook, or an instrument is there twice.
    /// </exception>
    public OrderProposal Size(
        string strategy, string decisionId, PortfolioState portfolio,
        IReadOnlyList<InstrumentOutlook> outlooks, IReadOnlyList<TargetWeight> targets)
    {
        ArgumentNullException.ThrowIfNull(portfolio);
        ArgumentNullException.ThrowIfNull(outlooks);
        ArgumentNullException.ThrowIfNull(targets);
        Dictionary<InstrumentId, InstrumentOutlook> known = outlooks.ToDictionary(o => o.Instrument.Id);
        if (targets.Select(target => target.Instrument).Distinct().Count() != targets.Count)
        {
            throw new ArgumentException("An instrument has two targets.", nameof(targets));
        }

        decimal equity = portfolio.Equity;
        List<ProposedOrder> orders = [];
        List<SkippedTarget> skipped = [];
        foreach (TargetWeight target in targets.OrderBy(target => target.Instrument))
        {
            if (!known.TryGetValue(target.Instrument, out InstrumentOutlook? outlook))
            {
                throw new ArgumentException($"{target.Instrument} has no outlook.", nameof(targets));
            }

            string? reason = WhyNot(portfolio, outlook)
                ?? Order(strategy, decisionId, portfolio, equity, outlook, target.Weight, orders);
            if (reason is not null)
            {
                skipped.Add(new(target.Instrument, target.Weight, reason));
            }
        }

        return new(orders, skipped);
    }

    private static string? WhyNot(PortfolioState portfolio, InstrumentOutlook outlook) =>
        !outlook.Instrument.Tradable ? "The instrument cannot be traded."
        : outlook.ReferencePrice <= 0
            ? $"The price {Text(outlook.ReferencePrice)} is not above zero: no weight can be sized by it."
        : !(portfolio.RatesToBase.TryGetValue(outlook.Instrument.Currency, out decimal rate) && rate > 0)
            ? $"No rate from {outlook.Instrument.Currency} to {portfolio.BaseCurrency} is known."
        : null;

    /// <returns>Null when an order was added, else why there is none.</returns>
    private string? Order(
        string strategy, string decisionId, PortfolioState portfolio, decimal equity,
        InstrumentOutlook outlook, double weight, List<ProposedOrder> orders)
    {
        decimal lot = outlook.Instrument.Lot;
        decimal unit = outlook.ReferencePrice * outlook.Instrument.Multiplier
            * portfolio.RatesToBase[outlook.Instrument.Currency];
        decimal held = portfolio.QuantityOf(outlook.Instrument.Id);

        // The visible border: a weight is a statistic, a quantity is not.
        decimal wanted = WholeLots((decimal)weight * equity / unit, lot);
        if (wanted < 0 && !outlook.Instrument.AllowsShort)
        {
            wanted = 0;
        }

        decimal smallest = Math.Max(outlook.Instrument.MinimumQuantity, lot);
        if (Math.Abs(wanted) < smallest)
        {
            wanted = 0;
        }

        decimal change = WholeLots(wanted - held, lot);
        decimal value = Math.Abs(change) * unit;
        bool exit = wanted == 0 && held != 0;
        if (change == 0)
        {
            return $"{Text(held)} held is {Text(wanted)} wanted, to the lot of {Text(lot)}.";
        }

        if (Math.Abs(change) < outlook.Instrument.MinimumQuantity)
        {
            return $"{Text(Math.Abs(change))} is less than the smallest order of "
                + $"{Text(outlook.Instrument.MinimumQuantity)}.";
        }

        if (!exit && value < _band * equity)
        {
            return $"A change of {Text(decimal.Round(value, 2))} {portfolio.BaseCurrency} lies in the "
                + $"no-trade band of {Text(decimal.Round(_band * equity, 2))}.";
        }

        OrderSide side = change > 0 ? OrderSide.Buy : OrderSide.Sell;
        orders.Add(new(
            ClientOrderId.Make(strategy, decisionId, outlook.Instrument.Id, side), decisionId, strategy,
            outlook.Instrument, side, Math.Abs(change),
            outlook.MarketOpen ? OrderType.Market : OrderType.MarketOnOpen, null,
            outlook.ReferencePrice, outlook.ReferenceKnownAt, portfolio.DeskTime));
        return null;
    }

    /// <summary>Rounds towards zero, but takes a whole number that a weight's last digit missed.</summary>
    private static decimal WholeLots(decimal quantity, decimal lot)
    {
        decimal lots = quantity / lot;
        decimal nearest = decimal.Round(lots);
        decimal slack = 0.000_000_001m * Math.Max(1, Math.Abs(lots));
        return (Math.Abs(lots - nearest) <= slack ? nearest : decimal.Truncate(lots)) * lot;
    }

    private static string Text(decimal value) =>
        value.ToString("0.############", CultureInfo.InvariantCulture);
}
