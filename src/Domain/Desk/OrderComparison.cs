using TradingBase.Execution;

namespace TradingBase.Desk;

/// <summary>In which orders the books and a venue differ.</summary>
/// <param name="Unknown">Open at the venue, and not among ours or known external ones.</param>
/// <param name="Absent">Sent by us and open by the books, and not among the venue's open ones.</param>
/// <param name="Ahead">Open on both sides, with more filled at the venue.</param>
/// <param name="Ended">Known external orders that are open no more.</param>
public sealed record OrderComparison(
    IReadOnlyList<VenueOrder> Unknown, IReadOnlyList<OpenOrder> Absent, IReadOnlyList<OpenOrder> Ahead,
    IReadOnlyList<ExternalOrder> Ended);
