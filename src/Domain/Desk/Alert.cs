namespace TradingBase.Desk;

/// <summary>Something that a person should look at.</summary>
/// <param name="Id">Deterministic: the same event has the same id, so that it is told once.</param>
/// <param name="Kind">What it is about, such as <c>desk-state</c>, <c>order-refused</c>.</param>
/// <param name="Severity">How soon.</param>
/// <param name="Message">A sentence with its numbers; never a secret.</param>
/// <param name="AtUtc">Desk time of the event, UTC.</param>
public sealed record Alert(
    string Id, string Kind, AlertSeverity Severity, string Message, DateTimeOffset AtUtc)
{
    /// <summary>Kind of the record.</summary>
    public const string RecordKind = "alert";
}
