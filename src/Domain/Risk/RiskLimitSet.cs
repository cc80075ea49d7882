using System.Collections.Concurrent;

namespace TradingBase.Risk;

/// <summary>
/// The limits in all their layers: desk, market, strategy, instrument. The tightest one wins.
/// </summary>
/// <remarks>
/// Immutable and thread-safe. What holds for an instrument and a strategy is put together once and kept;
/// asking again costs a few look-ups, and without layers none.
/// </remarks>
public sealed class RiskLimitSet
{
    private static readonly LimitLayer Nothing = new();

    private readonly ConcurrentDictionary<(LimitLayer, LimitLayer, LimitLayer, bool), RiskLimits> _kept =
        new();

    private readonly bool _layered;

    /// <summary>Takes what was configured or accepted.</summary>
    /// <param name="limits">The desk's limits with the layers over them.</param>
    public RiskLimitSet(RiskLimits limits)
    {
        ArgumentNullException.ThrowIfNull(limits);
        Desk = limits;
        _layered = limits.Markets.Count + limits.Strategies.Count + limits.Instruments.Count > 0
            || limits.Restricted.Count > 0 || limits.Allowed is not null;
        LimitLayer[] layers =
        [
            .. limits.Markets.Values, .. limits.Strategies.Values, .. limits.Instruments.Values,
        ];
        TimeSpan[] windows =
        [
            limits.DuplicateWindow, limits.OrderRateWindow, limits.RepeatWindow,
            .. layers.Select(layer => layer.DuplicateWindow ?? TimeSpan.Zero),
            .. layers.Select(layer => layer.RepeatWindow ?? TimeSpan.Zero),
        ];
        LongestWindow = windows.Max();
    }

    /// <summary>The limits of the whole desk, with the layers beside them.</summary>
    public RiskLimits Desk { get; }

    /// <summary>How far back orders of the past matter to any limit.</summary>
    public TimeSpan LongestWindow { get; }

    /// <summary>Puts together what bounds an instrument's orders.</summary>
    /// <param name="instrument">Which.</param>
    /// <param name="strategy">Whose orders; null leaves the layer of strategies out.</param>
    /// <returns>The tightest of all layers; its own layers are of no further meaning.</returns>
    public RiskLimits Of(InstrumentId instrument, string? strategy)
    {
        if (!_layered)
        {
            return Desk;
        }

        LimitLayer market = Desk.Markets.GetValueOrDefault(instrument.Market) ?? Nothing;
        LimitLayer whose = (strategy is null ? null : Desk.Strategies.GetValueOrDefault(strategy)) ?? Nothing;
        LimitLayer one = Desk.Instruments.GetValueOrDefault(instrument) ?? Nothing;
        bool listed = !Desk.Restricted.Contains(instrument) && (Desk.Allowed?.Contains(instrument) ?? true)
            && market.Lists(instrument) && whose.Lists(instrument);
        return _kept.GetOrAdd(
            (market, whose, one, listed),
            static (key, desk) =>
            {
                RiskLimits tight = key.Item3.Over(key.Item2.Over(key.Item1.Over(desk)));
                return tight with { MayTrade = tight.MayTrade && key.Item4 };
            },
            Desk);
    }
}
