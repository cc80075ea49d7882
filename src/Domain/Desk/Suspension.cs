using TradingBase.Risk;

namespace TradingBase.Desk;

/// <summary>A course that ordered too often and waits for a person.</summary>
/// <param name="Course">Whose orders of which side of what.</param>
/// <param name="Reason">A sentence with both numbers.</param>
/// <param name="AtUtc">Desk time of the order that was one too many, UTC.</param>
public sealed record Suspension(OrderCourse Course, string Reason, DateTimeOffset AtUtc)
{
    /// <summary>Kind of the record.</summary>
    public const string RecordKind = "suspension";
}
