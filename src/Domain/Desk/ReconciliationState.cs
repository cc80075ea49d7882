namespace TradingBase.Desk;

/// <summary>What one run of a venue's reconciliation leaves to the next.</summary>
/// <param name="Venue">Name of the broker.</param>
public sealed record ReconciliationState(string Venue)
{
    /// <summary>Kind of the record.</summary>
    public const string RecordKind = "reconciliation";

    /// <summary>Newest fill that was seen, UTC; null before the first run.</summary>
    public DateTimeOffset? Cursor { get; init; }

    /// <summary>Day of the newest line in the journal that says that all agreed, UTC.</summary>
    public DateOnly? PassedOn { get; init; }

    /// <summary>What was taken over, or null.</summary>
    public Adoption? Adoption { get; init; }

    /// <summary>Breaks that the last run saw.</summary>
    public IReadOnlyList<Suspicion> Suspicions { get; init; } = [];

    /// <summary>Other oddities that the last run left to the next, since they may be in flight.</summary>
    public IReadOnlyList<string> Noticed { get; init; } = [];

    /// <summary>Orders of others that are open.</summary>
    public IReadOnlyList<ExternalOrder> Externals { get; init; } = [];

    /// <summary>How the last run ended.</summary>
    public ReconciliationReport? Last { get; init; }
}
