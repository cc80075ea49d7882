namespace TradingBase.Risk;

/// <summary>What one market, strategy or instrument may not do beyond what the desk may not.</summary>
/// <remarks>
/// Immutable. A property that is null leaves the matter to the other layers; a looser one changes nothing.
/// Meanings and bounds are those of <see cref="RiskLimits"/>. Which property has a meaning in which layer is
/// written in the configuration's schema.
/// </remarks>
public sealed record LimitLayer
{
    /// <summary>Largest order, units.</summary>
    public decimal? MaxOrderQuantity { get; init; }

    /// <summary>Largest worth of an order, base currency.</summary>
    public decimal? MaxOrderNotional { get; init; }

    /// <summary>Worth of an order that the wire refuses whatever the gate said, base currency.</summary>
    public decimal? HardOrderNotional { get; init; }

    /// <summary>Smallest worth of an order, base currency.</summary>
    public decimal? MinOrderNotional { get; init; }

    /// <summary>Largest share of the average day's volume.</summary>
    public Ratio? MaxVolumeShare { get; init; }

    /// <summary>How much worse than the reference an order's price may be.</summary>
    public Ratio? PriceCollar { get; init; }

    /// <summary>Sessions that may have ended since the reference became known.</summary>
    public int? MaxMissedSessions { get; init; }

    /// <summary>How old a decision may be when it is judged.</summary>
    public TimeSpan? DecisionTimeToLive { get; init; }

    /// <summary>How long after its approval an order may be sent.</summary>
    public TimeSpan? ApprovalTimeToLive { get; init; }

    /// <summary>Largest worth of one instrument as a share of equity.</summary>
    public Ratio? MaxConcentration { get; init; }

    /// <summary>Largest sum of the market's worths as a share of equity; of a market.</summary>
    public Ratio? MaxMarketExposure { get; init; }

    /// <summary>Cash kept beside the proceeds of a short sale; of a market or an instrument.</summary>
    public Ratio? ShortMargin { get; init; }

    /// <summary>Equity that worth of a position binds; of a market or an instrument.</summary>
    public Ratio? InitialMargin { get; init; }

    /// <summary>How long an order like an earlier one is taken for the same one.</summary>
    public TimeSpan? DuplicateWindow { get; init; }

    /// <summary>How often a strategy may order one side of an instrument in the repeats' window.</summary>
    public int? MaxRepeats { get; init; }

    /// <summary>The window in which repeats are counted.</summary>
    public TimeSpan? RepeatWindow { get; init; }

    /// <summary>How many rejections in a row are borne; of a market.</summary>
    public int? MaxRejections { get; init; }

    /// <summary>Whether anything may be ordered.</summary>
    public bool? MayTrade { get; init; }

    /// <summary>Whether positions may be opened or grow.</summary>
    public bool? MayOpen { get; init; }

    /// <summary>Instruments that may not be ordered; of a market or a strategy.</summary>
    public IReadOnlyList<InstrumentId>? Restricted { get; init; }

    /// <summary>The only instruments that may be ordered; of a market or a strategy.</summary>
    public IReadOnlyList<InstrumentId>? Allowed { get; init; }

    /// <summary>Puts this layer over limits: of each property the tighter one stands.</summary>
    /// <returns>The limits, within their own bounds.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A property is outside its bound.</exception>
    internal RiskLimits Over(RiskLimits limits) => limits with
    {
        MaxOrderQuantity = Least(limits.MaxOrderQuantity, MaxOrderQuantity),
        MaxOrderNotional = Least(limits.MaxOrderNotional, MaxOrderNotional),
        HardOrderNotional = Least(limits.HardOrderNotional, HardOrderNotional),
        MinOrderNotional = Most(limits.MinOrderNotional, MinOrderNotional),
        MaxVolumeShare = Least(limits.MaxVolumeShare, MaxVolumeShare),
        PriceCollar = Least(limits.PriceCollar, PriceCollar),
        MaxMissedSessions = Least(limits.MaxMissedSessions, MaxMissedSessions),
        DecisionTimeToLive = Least(limits.DecisionTimeToLive, DecisionTimeToLive),
        ApprovalTimeToLive = Least(limits.ApprovalTimeToLive, ApprovalTimeToLive),
        MaxConcentration = Least(limits.MaxConcentration, MaxConcentration),
        MaxMarketExposure = Least(limits.MaxMarketExposure, MaxMarketExposure),
        ShortMargin = Most(limits.ShortMargin, ShortMargin),
        InitialMargin = Most(limits.InitialMargin, InitialMargin),
        DuplicateWindow = Most(limits.DuplicateWindow, DuplicateWindow),
        MaxRepeats = Least(limits.MaxRepeats, MaxRepeats),
        RepeatWindow = Most(limits.RepeatWindow, RepeatWindow),
        MaxRejections = Least(limits.MaxRejections, MaxRejections),
        MayTrade = limits.MayTrade && (MayTrade ?? true),
        MayOpen = limits.MayOpen && (MayOpen ?? true),
    };

    /// <summary>Whether the lists of this layer let an instrument pass.</summary>
    internal bool Lists(InstrumentId instrument) =>
        !(Restricted?.Contains(instrument) ?? false) && (Allowed?.Contains(instrument) ?? true);

    private static T Least<T>(T limit, T? layer)
        where T : struct, IComparable<T> =>
        layer is { } other && other.CompareTo(limit) < 0 ? other : limit;

    private static T Most<T>(T limit, T? layer)
        where T : struct, IComparable<T> =>
        layer is { } other && other.CompareTo(limit) > 0 ? other : limit;
}
