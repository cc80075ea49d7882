using System.Text.Json.Serialization;

namespace TradingBase.Execution;

/// <summary>What a broker knows of an order.</summary>
/// <param name="ClientOrderId">Which order.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Fills">All its fills so far, oldest first.</param>
/// <param name="Reason">Why it was refused or ended, or null.</param>
/// <param name="DeskTime">Desk time of the newest event in here, UTC.</param>
public sealed record OrderReport(
    string ClientOrderId, OrderStatus Status, IReadOnlyList<Fill> Fills, string? Reason,
    DateTimeOffset DeskTime)
{
    /// <summary>
    /// Whether the desk closed the order by itself, without a refusal of the venue: nothing was sent, or it
    /// was lost on the way.
    /// </summary>
    // Left out where it is false: seals of reports that were made before there was this mark stay whole.
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool ClosedByDesk { get; init; }
}
