namespace TradingBase.Journal;

/// <summary>How long the journal's lines are kept; read from configuration.</summary>
public sealed record JournalOptions
{
    /// <summary>Months after its end for which a sealed month's lines are kept; 1 to 1,200.</summary>
    /// <value>The default, null, keeps them for ever.</value>
    public int? RetentionMonths { get; init; }
}
