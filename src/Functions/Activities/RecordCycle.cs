using Microsoft.Azure.Functions.Worker;
using TradingBase.Desk;
using TradingBase.Functions.Messages;
using TradingBase.Journal;
using TradingBase.Portfolio;

namespace TradingBase.Functions.Activities;

/// <summary>Makes the cycle's document and writes its record into the journal.</summary>
/// <param name="documents">Puts the document together.</param>
/// <param name="portfolio">What is owned now.</param>
/// <param name="desk">The high-water mark.</param>
/// <param name="records">Keeps the document.</param>
/// <param name="journal">Keeps its record.</param>
/// <remarks>The first document of a cycle stands: a second run journals what the first one kept.</remarks>
public sealed class RecordCycle(
    CycleDocuments documents, PortfolioReader portfolio, DeskBooks desk, IRecordStore records,
    IJournal journal)
{
    /// <summary>How orchestrations call this activity.</summary>
    public static readonly Stage<CycleOutcome, CycleReport> Stage = new(nameof(RecordCycle), Retries.Store);

    /// <summary>Records one cycle.</summary>
    /// <param name="input">Everything that the record is made from.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    /// <returns>The cycle in short.</returns>
    [Function(nameof(RecordCycle))]
    public async Task<CycleReport> RunAsync(
        [ActivityTrigger] CycleOutcome input, CancellationToken cancellationToken)
    {
        string cycleId = input.Request.CycleId;
        CycleDocument? document = await records.FindAsync<CycleDocument>(
            CycleDocument.Kind, cycleId, cancellationToken);
        if (document is null)
        {
            // The cycle ends with the desk time of its last event.
            DateTimeOffset deskTime = input.Orders
                .Select(order => order.DeskTime).Append(input.Plan.DeskTime).Max();
            ReviewedMarket[] reviews = [.. input.Reviews.Select(review => new ReviewedMarket(
                review.Market, review.SnapshotId, review.InsightsId, review.Failure))];
            decimal cost = await documents.CostAsync(reviews, cancellationToken);
            await desk.PayInferenceAsync(cycleId, cost, deskTime, cancellationToken);
            PortfolioState held = await portfolio.ReadAsync(deskTime, cancellationToken);
            CycleDocument made = await documents.MakeAsync(
                cycleId, input.Plan.DeskTime, input.Request.RequestedBy, reviews, input.Orders, held,
                cancellationToken);
            document = await records.KeepFirstAsync(CycleDocument.Kind, cycleId, made, cancellationToken);
        }

        await CycleTally.KeepAsync(records, document, cancellationToken);
        await desk.MarkAsync(document.DeskTime, cancellationToken);
        await journal.AppendAsync(
            $"cycle:{cycleId}", "recorded", "cycle-recorded", document.DeskTime,
            new
            {
                document.CycleId, document.AsOf, document.DeskTime, document.Simulated, document.Markets,
                document.Compute, document.Portfolio, DocumentHash = Canonical.Hash(document),
            },
            cancellationToken);
        return CycleReports.From(document);
    }
}
