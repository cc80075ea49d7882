using Microsoft.Azure.Functions.Worker;
using TradingBase.Functions.Messages;
using TradingBase.Desk;
using TradingBase.Journal;
using TradingBase.Markets;

namespace TradingBase.Functions.Activities;

/// <summary>Opens the desk where it is new, fixes the desk time and says what the cycle looks at.</summary>
/// <param name="catalog">Knows the markets.</param>
/// <param name="options">How the desk works.</param>
/// <param name="desk">Opens the account and rolls the desk's day.</param>
/// <param name="records">Knows the cycles that were finished before.</param>
/// <param name="journal">Where the plan is written down.</param>
/// <remarks>
/// A second run finds the account open, the day rolled and the plan journalled: it changes nothing.
/// </remarks>
public sealed class PlanCycle(
    MarketCatalog catalog, DeskOptions options, DeskBooks desk, IRecordStore records, IJournal journal)
{
    /// <summary>How orchestrations call this activity.</summary>
    public static readonly Stage<PlanRequest, CyclePlan> Stage = new(nameof(PlanCycle), Retries.Store);

    /// <summary>Plans one cycle.</summary>
    /// <param name="input">What was asked for, and the orchestration's present.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    /// <returns>The plan; it names the report when the cycle was finished before.</returns>
    /// <exception cref="UnknownMarketException">
    /// The request names a market that the catalogue does not have.
    /// </exception>
    /// <exception cref="StateUnavailableException">The store is away; nothing was done.</exception>
    [Function(nameof(PlanCycle))]
    public async Task<CyclePlan> RunAsync(
        [ActivityTrigger] PlanRequest input, CancellationToken cancellationToken)
    {
        CycleRequest request = input.Request;
        DateTimeOffset deskTime = (request.AsOf ?? input.Now).ToUniversalTime();
        string[] markets = [.. request.Markets
            .Select(name => catalog.Find(name).Name).Distinct().Order(StringComparer.Ordinal)];
        CycleDocument? finished = await records.FindAsync<CycleDocument>(
            CycleDocument.Kind, request.CycleId, cancellationToken);
        CyclePlan plan = new(
            deskTime, request.AsOf is not null, markets, request.Intent is null ? options.Analysts : [],
            options.BatchSize, options.InferencePatience, options.OrderPatience,
            finished is null ? null : CycleReports.From(finished));
        if (finished is not null)
        {
            // The host may have purged the history; the record stands, and the late duplicate is written
            // down.
            await journal.AppendAsync(
                $"cycle:{request.CycleId}", "asked-again", "cycle-asked-again", finished.DeskTime,
                new { request.CycleId }, cancellationToken);
            return plan;
        }

        await desk.OpenAsync(deskTime, plan.Replayed, cancellationToken);
        await journal.AppendAsync(
            $"cycle:{request.CycleId}", "planned", "cycle-planned", deskTime,
            new { request.CycleId, Markets = markets, plan.Analysts, plan.Replayed, request.Intent },
            cancellationToken);
        return plan;
    }
}
