namespace TradingBase.Composition.Options;

/// <summary>How long the lines of the journal are kept; its seals are kept for ever.</summary>
public sealed record JournalSection
{
    /// <summary>Months after its end for which a sealed month's lines are kept; 1 to 1,200.</summary>
    /// <value>The default, null, keeps them for ever.</value>
    public int? RetentionMonths { get; init; }
}
