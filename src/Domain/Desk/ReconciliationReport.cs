namespace TradingBase.Desk;

/// <summary>How one comparison with a venue ended.</summary>
/// <param name="Venue">Name of the broker.</param>
/// <param name="AtUtc">When it was begun, UTC.</param>
/// <param name="Passed">Whether nothing unexplained was left.</param>
/// <param name="Reason">Why it did not pass, or null.</param>
/// <param name="Findings">
/// What differed, explained or not, in the order orders, fills, positions, cash.
/// </param>
public sealed record ReconciliationReport(
    string Venue, DateTimeOffset AtUtc, bool Passed, string? Reason,
    IReadOnlyList<ReconciliationFinding> Findings)
{
    /// <summary>
    /// Whether anything was compared: a venue that does not answer leaves the last mark to age.
    /// </summary>
    /// <value>The default is true.</value>
    public bool Compared { get; init; } = true;
}
