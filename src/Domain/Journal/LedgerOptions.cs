using TradingBase.Portfolio;

namespace TradingBase.Journal;

/// <summary>How accounts hold what is bought and sold.</summary>
public sealed record LedgerOptions
{
    /// <summary>Markets whose instruments are held long and short apart, by name.</summary>
    /// <value>The default is none: positions net.</value>
    public IReadOnlySet<string> HedgingMarkets { get; init; } = new HashSet<string>();

    /// <summary>How an instrument is held.</summary>
    public PositionMode ModeOf(InstrumentId instrument) =>
        HedgingMarkets.Contains(instrument.Market) ? PositionMode.Hedging : PositionMode.Netting;
}
