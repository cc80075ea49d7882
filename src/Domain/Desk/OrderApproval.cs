namespace TradingBase.Desk;

/// <summary>What a person was asked about an order, and the answer; the first one stands.</summary>
/// <param name="ClientOrderId">Which order.</param>
/// <param name="Order">What it would do, as a sentence.</param>
/// <param name="Worth">What it is worth, base currency.</param>
/// <param name="SignatureHash">Hash of the gate's signature: an answer is for exactly one approval.</param>
/// <param name="AskedAt">When it was asked, UTC.</param>
/// <param name="Until">When silence becomes a refusal, UTC.</param>
public sealed record OrderApproval(
    string ClientOrderId, string Order, decimal Worth, string SignatureHash, DateTimeOffset AskedAt,
    DateTimeOffset Until)
{
    /// <summary>Kind of the record.</summary>
    public const string Kind = "approval";

    /// <summary>Kind of the records of questions that wait for an answer, by the same id.</summary>
    public const string PendingKind = "approval-pending";

    /// <summary>The answer, or null while there is none.</summary>
    public bool? Approved { get; init; }

    /// <summary>Who answered, or null.</summary>
    public string? By { get; init; }

    /// <summary>Why, or null.</summary>
    public string? Why { get; init; }

    /// <summary>When it was answered, UTC, or null.</summary>
    public DateTimeOffset? AnsweredAt { get; init; }
}
