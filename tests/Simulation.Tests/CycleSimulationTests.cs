using Microsoft.DurableTask.Client;
using TradingBase.Desk;
using TradingBase.Execution;
using TradingBase.Journal;
using TradingBase.Risk;

namespace TradingBase.Simulation.Tests;

/// <summary>
/// Whole cycles from one seed, with a store that fails and an engine that crashes. Whatever happens: no fill
/// without an approval, none twice, books that balance. <see cref="SeedRange"/> says which seeds.
/// </summary>
public sealed class CycleSimulationTests
{
    private const int InTheSuite = 8;

    public static TheoryData<int> Seeds => [.. SeedRange.Of(InTheSuite)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Cycle_WithFaultsAndCrashes_FillsOnlyWhatWasApprovedAndNothingTwice(int seed)
    {
        await using SimulatedDesk desk = await SimulatedDesk.StartAsync(seed, faultShare: 4);

        OrchestrationMetadata cycle = await desk.RunAsync(crashes: seed % 4);

        Assert.True(desk.Store.Faults > 0, "No fault was drawn, so nothing was tested.");
        Assert.True(
            cycle.RuntimeStatus is OrchestrationRuntimeStatus.Completed,
            $"{cycle.RuntimeStatus}: {cycle.FailureDetails}");
        await AssertBooksAsync(desk.Rows);
    }

    [Fact]
    public async Task Cycle_CrashesWithoutFaults_EndsAsTheUndisturbedOneDoes()
    {
        await using SimulatedDesk calm = await SimulatedDesk.StartAsync(SeedRange.First, faultShare: 0);
        await using SimulatedDesk crashed = await SimulatedDesk.StartAsync(SeedRange.First, faultShare: 0);
        await calm.RunAsync(crashes: 0);
        await crashed.RunAsync(crashes: 6);

        Assert.Equal(
            await new JournalBook(calm.Rows).HeadAsync(default), await new JournalBook(crashed.Rows)
                .HeadAsync(default));
    }

    private static async Task AssertBooksAsync(IStateStore rows)
    {
        StateVerification verified = await StateVerifier.Over(rows).VerifyAsync(default);
        Assert.True(verified.Ok, verified.FirstBad);

        RecordBook records = new(rows);
        CycleVerdict verdict =
            (await records.FindAsync<CycleVerdict>(CycleVerdict.Kind, "cycle-simulated", default))!;
        Dictionary<string, ApprovedOrder> approved = verdict.Verdict.Orders
            .Select(order => order.Approved).OfType<ApprovedOrder>()
            .ToDictionary(order => order.Order.ClientOrderId);
        IReadOnlyList<OrderRecord> sent = await records.ListAsync<OrderRecord>(
            OrderRecord.Kind, null, 1_000, default);
        Fill[] fills = [.. sent.SelectMany(order => order.Report.Fills)];

        Assert.All(sent, order => Assert.Contains(order.Order.ClientOrderId, approved.Keys));
        Assert.Equal(fills.Length, fills.DistinctBy(fill => fill.TradeId).Count());
        Assert.All(sent, order => Assert.InRange(
            order.Report.Fills.Sum(fill => fill.Quantity), 0m, order.Order.Quantity));
        Assert.Empty(await new ExposureRegister(rows, TimeProvider.System).ReadAsync(default));

        // Nothing known later stands behind a decision, and nothing is filled before it.
        CycleDocument document = (await records.FindAsync<CycleDocument>(
            CycleDocument.Kind, "cycle-simulated", default))!;
        Assert.All(document.Markets, market => Assert.True(market.LastKnownAt <= document.AsOf));
        Assert.All(fills, fill => Assert.True(fill.AtUtc > document.AsOf));
        Assert.Equal(fills.Select(fill => fill.AtUtc).Append(document.AsOf).Max(), document.DeskTime);
        Assert.All(document.Portfolio.Positions, held => Assert.True(held.MarkedAt <= document.DeskTime));
        Assert.Equal(
            document.Portfolio.Cash["USD"] + document.Portfolio.Positions.Sum(held => held.Value),
            document.Portfolio.Equity);

        // The paper venue's own account and the books of it agree to the cent.
        VenueAccount account = await new PaperBook(rows).ReadAccountAsync(
            DateTimeOffset.UnixEpoch, document.DeskTime, default);
        Assert.NotEmpty(account.Positions);
        Assert.Empty(new Reconciler(new() { CashTolerance = 0 }, new(Testing.Some.Markets())).FindBreaks(
            await new LedgerBook(rows).ReadAsync(Fill.PaperVenue, default), account));

        // What the book holds is what the fills say, unit by unit.
        LedgerBalances owned = await new LedgerBook(rows).ReadAsync(default);
        Assert.Equal(
            fills.GroupBy(fill => fill.Instrument)
                .ToDictionary(group => group.Key, group => group.Sum(fill =>
                    fill.Side is Strategy.OrderSide.Buy ? fill.Quantity : -fill.Quantity)),
            owned.Positions.ToDictionary(held => held.Instrument, held => held.Quantity));
    }
}
