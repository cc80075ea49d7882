namespace TradingBase.LocalHost.Engine.Reading;

/// <summary>One instance, whole but for its history.</summary>
internal sealed record InstanceDocument : InstanceSummary
{
    /// <summary>How often it was continued as new.</summary>
    public int Generation { get; init; }

    /// <summary>Null for none.</summary>
    public IReadOnlyDictionary<string, string>? Tags { get; init; }

    public PayloadDocument? Input { get; init; }

    public PayloadDocument? Output { get; init; }

    public PayloadDocument? CustomStatus { get; init; }

    /// <summary>Why it failed; null when it did not.</summary>
    public FailureDocument? Failure { get; init; }

    /// <summary>Those whom it called and who are still in the store, by id.</summary>
    public IReadOnlyList<string> Children { get; init; } = [];

    /// <summary>What has come for it and waits for its next step.</summary>
    public IReadOnlyList<HistoryEntry> Waiting { get; init; } = [];

    /// <summary>How long its history is.</summary>
    public long HistoryBytes { get; init; }
}
