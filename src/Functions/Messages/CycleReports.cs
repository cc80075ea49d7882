using TradingBase.Desk;

namespace TradingBase.Functions.Messages;

/// <summary>Shortens cycle documents.</summary>
public static class CycleReports
{
    /// <summary>Counts what is in a document.</summary>
    public static CycleReport From(CycleDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        int approved = document.Orders.Count(order => order.Verdict == CycleOrder.Approved);
        return new(
            document.CycleId, document.AsOf, document.DeskTime, document.Insights.Count, approved,
            document.Orders.Count - approved, document.Orders.Sum(order => order.Fills.Count),
            document.Portfolio.Equity);
    }
}
