using Microsoft.Azure.Functions.Worker;
using TradingBase.Analysis;
using TradingBase.Functions.Messages;
using TradingBase.Journal;
using TradingBase.Markets;

namespace TradingBase.Functions.Activities;

/// <summary>Asks one analyst about one batch of instruments.</summary>
/// <param name="analysts">Everybody who can be asked.</param>
/// <param name="catalog">Knows the markets.</param>
/// <param name="snapshots">Has what was known.</param>
/// <param name="records">Keeps the report.</param>
/// <remarks>
/// A second run asks again; a paid reply is answered from the store, so the report is the same.
/// </remarks>
public sealed class ConsultAnalyst(
    IEnumerable<IAnalyst> analysts, MarketCatalog catalog, ISnapshotStore snapshots, IRecordStore records)
{
    /// <summary>Kind of the report's record.</summary>
    public const string Kind = "analyst-report";

    /// <summary>How orchestrations call this activity.</summary>
    public static readonly Stage<Consultation, ConsultationReceipt> Stage =
        new(nameof(ConsultAnalyst), Retries.Store);

    /// <summary>Consults one analyst.</summary>
    /// <param name="input">Who, about what.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    /// <returns>Where the report is kept, or when to ask again.</returns>
    /// <exception cref="InvalidOperationException">The roster has no such analyst.</exception>
    [Function(nameof(ConsultAnalyst))]
    public async Task<ConsultationReceipt> RunAsync(
        [ActivityTrigger] Consultation input, CancellationToken cancellationToken)
    {
        IAnalyst analyst = analysts.FirstOrDefault(one => one.Name == input.Analyst)
            ?? throw new InvalidOperationException($"The roster has no analyst '{input.Analyst}'.");
        MarketSnapshot snapshot = await snapshots.ReadAsync(input.SnapshotId, cancellationToken);
        AnalystReport report = await analyst.ConsultAsync(
            new(input.DecisionId, snapshot, catalog.Find(input.Market).PeriodsPerYear, input.Instruments,
                input.Deadline),
            cancellationToken);
        if (report.DeferredUntil is not null)
        {
            return new(input, false, report.DeferredUntil, null);
        }

        await records.KeepAsync(Kind, input.ReportId, report, cancellationToken);
        return new(input, true, null, null);
    }
}
