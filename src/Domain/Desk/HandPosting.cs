namespace TradingBase.Desk;

/// <summary>What a person says that happened to a venue's account beside the desk's own trades.</summary>
/// <param name="Id">Names it: the same id is the same posting.</param>
/// <param name="Venue">Name of a live broker in use.</param>
/// <param name="Kind">What it is.</param>
/// <param name="By">The person.</param>
/// <param name="Why">A sentence.</param>
public sealed record HandPosting(string Id, string Venue, HandPostingKind Kind, string By, string Why)
{
    /// <summary>Currency of the amount, or null for units.</summary>
    public string? Currency { get; init; }

    /// <summary>
    /// Above zero for deposits and withdrawals, else signed and not zero; null for units.
    /// </summary>
    public decimal? Amount { get; init; }

    /// <summary>Whose units, or whose dividend; null where it is of none.</summary>
    public InstrumentId? Instrument { get; init; }

    /// <summary>Units that are added, or taken away when negative; null for cash.</summary>
    public decimal? Units { get; init; }

    /// <summary>Quote currency per unit, or null for the average price at which they are held.</summary>
    public decimal? Price { get; init; }
}
