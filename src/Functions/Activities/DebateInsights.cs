using Microsoft.Azure.Functions.Worker;
using TradingBase.Analysis;
using TradingBase.Functions.Messages;
using TradingBase.Desk;
using TradingBase.Journal;

namespace TradingBase.Functions.Activities;

/// <summary>Lets bull and bear argue over the analysts' views of one market.</summary>
/// <param name="records">Has the reports, keeps the insights.</param>
/// <remarks>Pure over the kept reports: a second run keeps the same insights.</remarks>
public sealed class DebateInsights(IRecordStore records)
{
    /// <summary>How orchestrations call this activity.</summary>
    public static readonly Stage<DebateRequest, MarketReviewResult> Stage =
        new(nameof(DebateInsights), Retries.Store);

    /// <summary>Debates one market.</summary>
    /// <param name="input">Which instruments, and where the reports are.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    /// <returns>Where the insights are kept.</returns>
    [Function(nameof(DebateInsights))]
    public async Task<MarketReviewResult> RunAsync(
        [ActivityTrigger] DebateRequest input, CancellationToken cancellationToken)
    {
        List<AnalystView> views = [];
        foreach (ConsultationReceipt receipt in input.Consultations)
        {
            AnalystReport? report = receipt.Kept
                ? await records.FindAsync<AnalystReport>(
                    ConsultAnalyst.Kind, receipt.Consultation.ReportId, cancellationToken)
                : null;
            views.AddRange(report?.Views ?? Abstentions(receipt));
        }

        ILookup<InstrumentId, AnalystView> byInstrument = views.ToLookup(view => view.Instrument);
        MarketInsights insights = new(
            input.Market, input.SnapshotId,
            [.. input.Instruments.Select(id => Debate.Hold(id, [.. byInstrument[id]]))]);
        string insightsId = $"{input.CycleId}:{input.Market}";
        await records.KeepAsync(MarketInsights.Kind, insightsId, insights, cancellationToken);
        return new(input.Market, input.SnapshotId, insightsId, null);
    }

    private static IEnumerable<AnalystView> Abstentions(ConsultationReceipt receipt) =>
        receipt.Consultation.Instruments.Select(instrument => AnalystView.Abstain(
            receipt.Consultation.Analyst, instrument,
            receipt.Failure ?? "No compute provider had capacity before the deadline."));
}
