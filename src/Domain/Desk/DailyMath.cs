using TradingBase.Journal;
using TradingBase.Portfolio;

namespace TradingBase.Desk;

/// <summary>Tells two readings of running figures as what happened between them.</summary>
/// <remarks>
/// Differences are taken in their own currencies and valued at the present rates, so that sums of days in one
/// currency are exact. For each instrument realised + change of unrealised + cash fees + income is what cash
/// flows and worth changed by (<see cref="PositionMath"/>).
/// </remarks>
internal static class DailyMath
{
    /// <summary>Tells the results of the instruments that did not stand still or are held.</summary>
    /// <param name="before">The reading of the report before.</param>
    /// <param name="now">This reading.</param>
    /// <param name="held">The portfolio of this reading.</param>
    /// <returns>Ordered by instrument.</returns>
    internal static IReadOnlyList<DailyInstrument> Instruments(
        DailyTotals before, DailyTotals now, PortfolioState held) =>
    [
        .. now.Results.Select(one => one.Instrument!.Value)
            .Concat(now.Gains.Select(one => one.Instrument))
            .Concat(before.Gains.Select(one => one.Instrument))
            .Distinct()
            .Order()
            .Select(id => Instrument(id, before, now, held))
            .Where(one => one.Quantity != 0 || one.FeesInUnits != 0 || one.Result is not
            {
                Realised: 0, UnrealisedChange: 0, Fees: 0, Income: 0,
            }),
    ];

    /// <summary>Sums results.</summary>
    internal static DailyResult Sum(IEnumerable<DailyResult> results) => results.Aggregate(
        new DailyResult(0, 0, 0, 0, 0),
        (sum, one) => new(
            sum.Realised + one.Realised, sum.UnrealisedChange + one.UnrealisedChange, sum.Fees + one.Fees,
            sum.Income + one.Income, sum.Total + one.Total));

    /// <summary>Tells how equity moved.</summary>
    internal static DailyEquity Equity(DailyTotals before, DailyTotals now, PortfolioState held)
    {
        decimal deposited = now.Deposited.Sum(pair => InBase(
            held, pair.Key, pair.Value - before.Deposited.GetValueOrDefault(pair.Key)));
        return new(before.Equity, now.Equity, deposited, now.Equity - before.Equity - deposited);
    }

    /// <summary>Lists the currencies whose amounts are in no sum.</summary>
    internal static IReadOnlyList<string> Unvalued(DailyTotals now, PortfolioState held) =>
    [
        .. now.Results.Where(one => one.Amount != 0 && !IsUnits(one)).Select(one => one.Currency)
            .Concat(now.Gains.Where(one => one.Amount != 0).Select(one => one.Currency))
            .Concat(now.Deposited.Where(pair => pair.Value != 0).Select(pair => pair.Key))
            .Concat(held.UnvaluedCash.Keys)
            .Concat(held.Unvalued.Select(one => one.Currency))
            .Where(currency => !held.RatesToBase.ContainsKey(currency))
            .Distinct()
            .Order(StringComparer.Ordinal),
    ];

    private static DailyInstrument Instrument(
        InstrumentId id, DailyTotals before, DailyTotals now, PortfolioState held)
    {
        decimal realised = Moved(LedgerSheet.Realised), fees = Moved(LedgerSheet.Fees);
        decimal income = Moved(LedgerSheet.Income);
        OpenGain? gain = now.Gains.FirstOrDefault(one => one.Instrument == id)
            ?? before.Gains.FirstOrDefault(one => one.Instrument == id);
        decimal unrealised = gain is null
            ? 0
            : InBase(held, gain.Currency, Gain(now, id) - Gain(before, id));
        MarkedPosition? position = held.Positions.FirstOrDefault(one => one.Position.Instrument == id);
        string currency = gain?.Currency ?? now.Results
            .Where(one => one.Instrument == id && !IsUnits(one))
            .OrderByDescending(one => one.Kind == LedgerSheet.Realised)
            .FirstOrDefault()?.Currency ?? held.BaseCurrency;
        return new(
            id.Symbol, currency, held.QuantityOf(id), position?.Value ?? 0,
            new(realised, unrealised, fees, income, realised + unrealised + fees + income),
            Units(now, id) - Units(before, id));

        decimal Moved(string kind) => now.Results
            .Where(one => one.Instrument == id && one.Kind == kind && !IsUnits(one))
            .Sum(one => InBase(held, one.Currency, one.Amount - Amount(before, one)));
    }

    private static decimal Gain(DailyTotals totals, InstrumentId id) =>
        totals.Gains.Where(one => one.Instrument == id).Sum(one => one.Amount);

    private static decimal Units(DailyTotals totals, InstrumentId id) =>
        totals.Results.Where(one => one.Instrument == id && IsUnits(one)).Sum(one => one.Amount);

    private static decimal Amount(DailyTotals totals, LedgerResult like) => totals.Results
        .Where(one => one.Instrument == like.Instrument && one.Kind == like.Kind
            && one.Currency == like.Currency)
        .Sum(one => one.Amount);

    private static bool IsUnits(LedgerResult result) => result.Currency == result.Instrument?.ToString();

    private static decimal InBase(PortfolioState held, string currency, decimal amount) =>
        held.RatesToBase.TryGetValue(currency, out decimal rate) ? amount * rate : 0;
}
