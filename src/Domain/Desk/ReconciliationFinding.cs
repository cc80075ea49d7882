namespace TradingBase.Desk;

/// <summary>One thing in which a venue's account and the books differed.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Subject">An order, a trade, an instrument or a currency.</param>
/// <param name="Explained">Whether the books followed the venue; a break that is not counts.</param>
/// <param name="Reason">A sentence with both numbers.</param>
/// <param name="Difference">The venue's figure less ours; zero where there is none.</param>
public sealed record ReconciliationFinding(
    ReconciliationFindingKind Kind, string Subject, bool Explained, string Reason, decimal Difference = 0)
{
    /// <summary>Names the same break in the next run.</summary>
    internal string Key => $"{Kind}:{Subject}";
}
