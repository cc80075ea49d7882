using System.Globalization;
using TradingBase.Analysis;
using TradingBase.Portfolio;

namespace TradingBase.Strategy;

/// <summary>Gives each instrument the weight that its conviction earns, at equal risk.</summary>
/// <param name="options">Bounds.</param>
/// <remarks>
/// Weight = stance × confidence × (1 − disagreement) × target volatility / volatility, cut at the largest
/// weight, never
/// below zero where the instrument cannot be short, all scaled down together where they exceed the gross
/// bound.
/// Keeps what is held where there is nothing to go by: nobody has a view, the stance is near zero, the
/// volatility
/// is unknown, or the position cannot be valued. An abstention is no order to sell.
/// Source: Moskowitz, Ooi and Pedersen, "Time Series Momentum", 2012, for sizing by volatility.
/// </remarks>
public sealed class ConvictionWeighted(ConvictionWeightedOptions options) : IStrategy
{
    /// <inheritdoc/>
    public string Name => "conviction-weighted";

    /// <inheritdoc/>
    public IReadOnlyList<TargetWeight> Target(
        PortfolioState portfolio, IReadOnlyList<InstrumentOutlook> outlooks)
    {
        ArgumentNullException.ThrowIfNull(portfolio);
        ArgumentNullException.ThrowIfNull(outlooks);
        double equity = (double)portfolio.Equity;
        if (equity <= 0)
        {
            return [.. outlooks.Select(outlook =>
                new TargetWeight(outlook.Instrument.Id, 0, "There is no equity to risk."))];
        }

        Dictionary<InstrumentId, double> held = portfolio.Positions.ToDictionary(
            position => position.Position.Instrument, position => (double)position.Value / equity);
        TargetWeight[] targets = [.. outlooks.Select(outlook =>
            Weigh(outlook, held.GetValueOrDefault(outlook.Instrument.Id)))];

        HashSet<InstrumentId> reviewed = [.. outlooks.Select(outlook => outlook.Instrument.Id)];
        double elsewhere = held.Where(pair => !reviewed.Contains(pair.Key)).Sum(pair => Math.Abs(pair.Value));
        return ScaleDown(targets, Math.Max(0, options.MaxGross - elsewhere));
    }

    private static TargetWeight[] ScaleDown(TargetWeight[] targets, double room)
    {
        double gross = targets.Sum(target => Math.Abs(target.Weight));
        if (gross <= room)
        {
            return targets;
        }

        double scale = room / gross;
        return [.. targets.Select(target => target with
        {
            Weight = target.Weight * scale,
            Why = string.Create(
                CultureInfo.InvariantCulture,
                $"{target.Why} Scaled by {scale:0.000} to a gross of {room:0.00}."),
        })];
    }

    private TargetWeight Weigh(InstrumentOutlook outlook, double held)
    {
        Insight insight = outlook.Insight;
        if (!outlook.Instrument.Tradable)
        {
            return Keep(outlook, held, "the instrument cannot be traded");
        }

        if (insight.Confidence <= 0)
        {
            return Keep(outlook, held, "nobody has a view");
        }

        if (Math.Abs(insight.Stance) < options.MinimumStance)
        {
            return Keep(
                outlook, held,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"stance {insight.Stance:0.000} is nearer to zero than {options.MinimumStance:0.000}"));
        }

        if (outlook.Volatility is not { } volatility || !(volatility > 0) || !double.IsFinite(volatility))
        {
            return Keep(outlook, held, "its volatility is unknown");
        }

        double conviction = insight.Stance * insight.Confidence * (1 - insight.Disagreement);
        double wished = conviction * options.TargetVolatility / volatility;
        double lowest = outlook.Instrument.AllowsShort ? -options.MaxWeight : 0;
        double weight = Math.Clamp(wished, lowest, options.MaxWeight);
        string bound = weight == wished ? string.Empty
            : weight == 0 ? " It cannot be short."
            : string.Create(CultureInfo.InvariantCulture, $" Cut at {weight:0.000}.");
        return new(
            outlook.Instrument.Id, weight,
            string.Create(
                CultureInfo.InvariantCulture,
                $"Stance {insight.Stance:0.000} × confidence {insight.Confidence:0.000} × agreement "
                + $"{1 - insight.Disagreement:0.000} × volatility {options.TargetVolatility:0.000} / "
                + $"{volatility:0.000} = {wished:0.000}.{bound}"));
    }

    private static TargetWeight Keep(InstrumentOutlook outlook, double held, string why) => new(
        outlook.Instrument.Id, held,
        string.Create(CultureInfo.InvariantCulture, $"Keeps {held:0.000}: {why}."));
}
