using Microsoft.Azure.Functions.Worker;
using TradingBase.Functions.Messages;
using TradingBase.Desk;
using TradingBase.Journal;
using TradingBase.Portfolio;
using TradingBase.Strategy;

namespace TradingBase.Functions.Activities;

/// <summary>Turns insights and positions into orders in whole lots.</summary>
/// <param name="strategy">Chooses the target weights.</param>
/// <param name="sizer">Turns weights into lots.</param>
/// <param name="planner">Says which orders are worked in slices.</param>
/// <param name="outlooks">Puts together what is known of each instrument.</param>
/// <param name="steps">Knows in which steps their venues take orders.</param>
/// <param name="portfolio">What is held.</param>
/// <param name="records">Keeps the proposal.</param>
/// <remarks>The first proposal of a cycle stands: a second run gives what the first one kept.</remarks>
public sealed class ProposeOrders(
    IStrategy strategy, OrderSizer sizer, OrderPlanner planner, OutlookReader outlooks,
    VenueSteps steps, PortfolioReader portfolio, IRecordStore records)
{
    /// <summary>How orchestrations call this activity.</summary>
    public static readonly Stage<ProposalRequest, ProposalReceipt> Stage = new(
        nameof(ProposeOrders), Retries.Store);

    /// <summary>Proposes the orders of one cycle.</summary>
    /// <param name="input">What came out of the reviews, or an outside intent.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    /// <returns>Where the proposal is kept.</returns>
    [Function(nameof(ProposeOrders))]
    public async Task<ProposalReceipt> RunAsync(
        [ActivityTrigger] ProposalRequest input, CancellationToken cancellationToken)
    {
        CycleProposal? kept = await records.FindAsync<CycleProposal>(
            CycleProposal.Kind, input.CycleId, cancellationToken);
        if (kept is null)
        {
            IReadOnlyList<InstrumentOutlook> known = await outlooks.ReadAsync(
                input.DeskTime, [.. input.Reviews.Select(review => (review.SnapshotId, review.InsightsId))],
                cancellationToken);

            // In recorded time nothing is sent to a real venue, and the same past gives the same orders.
            known = input.Replayed ? known : await steps.DescribeAsync(known, cancellationToken);
            CycleProposal made = input.Intent is { } intent
                ? Intents.ToProposal(intent, input.CycleId, input.DeskTime, known)
                : await ProposeAsync(input, known, cancellationToken);
            made = input.Replayed ? made : await PlanAsync(input, made, cancellationToken);
            kept = await records.KeepFirstAsync(CycleProposal.Kind, input.CycleId, made, cancellationToken);
        }

        return new(input.CycleId, input.DeskTime, kept.Orders.Count);
    }

    private async Task<CycleProposal> PlanAsync(
        ProposalRequest input, CycleProposal made, CancellationToken cancellationToken)
    {
        if (made.Orders.Count == 0)
        {
            return made;
        }

        PortfolioState held = await portfolio.ReadAsync(
            input.DeskTime, made.Orders.Select(order => order.Instrument.Currency), cancellationToken);
        return made with
        {
            Orders =
            [
                .. made.Orders.Select(order => planner.Plan(
                    order,
                    held.RatesToBase.TryGetValue(order.Instrument.Currency, out decimal rate) ? rate : null,
                    input.Intent?.Execution)),
            ],
        };
    }

    private async Task<CycleProposal> ProposeAsync(
        ProposalRequest input, IReadOnlyList<InstrumentOutlook> known, CancellationToken cancellationToken)
    {
        PortfolioState held = await portfolio.ReadAsync(
            input.DeskTime, known.Select(outlook => outlook.Instrument.Currency), cancellationToken);
        IReadOnlyList<TargetWeight> targets = strategy.Target(held, known);
        OrderProposal sized = sizer.Size(strategy.Name, input.CycleId, held, known, targets);
        return new(known, targets, sized.Orders, sized.Skipped);
    }
}
