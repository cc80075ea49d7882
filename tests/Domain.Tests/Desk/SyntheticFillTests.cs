using TradingBase.Execution;
using TradingBase.Journal;
using TradingBase.Portfolio;
using TradingBase.Risk;
using TradingBase.Testing;

namespace TradingBase.Desk.Tests;

/// <summary>Fills that the desk makes up, and the true ones that are shown later.</summary>
public sealed class SyntheticFillTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task TrueFill_AfterAMadeUpOne_TakesItsPlaceToTheCent(bool throughTheLifecycle)
    {
        ReconciliationRig rig = new();
        await rig.OpenAsync();
        ApprovedOrder order = await rig.SendAsync("ours");
        rig.Venue.Deal(Some.Fill(order.Order, 10m, 101.37m, "t1", fee: 0.13m));
        Count(rig, "ours", 10m);
        rig.Venue.TellsFills = false;
        await rig.RunAsync();
        ReconciliationReport made = await rig.RunAsync();
        Assert.Equal([ReconciliationFindingKind.FillSynthesised], Explained(made));

        rig.Venue.TellsFills = true;
        rig.Venue.Open.Clear();
        rig.Venue.Statuses["ours"] = OrderStatus.Filled;
        if (throughTheLifecycle)
        {
            await rig.Orders.SettleAsync(
                order, Some.Report(OrderStatus.Filled, order.Order, fills: [.. rig.Venue.Fills]), default);
        }

        await rig.RunAsync();
        await rig.RunAsync();
        ReconciliationReport last = await rig.RunAsync();

        Assert.True(last.Passed, last.Reason);
        await AssertSameAsync(rig);
        OrderRecord record = (await rig.Orders.FindAsync(order.Order, default))!;
        Assert.Empty(record.Warnings);
        Assert.Equal(OrderStatus.Filled, record.Report.Status);
        Assert.Empty(await rig.Register.ReadAsync(default));
        Assert.Equal(TradingState.Active, await rig.StateAsync());
    }

    [Fact]
    public Task HoweverTheTruthComesOutTheBooksEndAtTheVenues() => Property.ForAllAsync(async random =>
    {
        ReconciliationRig rig = new();
        await rig.OpenAsync();
        ApprovedOrder order = await rig.SendAsync("ours");
        List<Fill> hidden = [];
        decimal left = 10m;
        for (int step = 0; step < 8; step++)
        {
            switch (random.Next(4))
            {
                case 0 when left > 0:
                    decimal units = Math.Min(left, random.Next(1, 40) / 10m);
                    left -= units;
                    hidden.Add(rig.Venue.Deal(Some.Fill(
                        order.Order, units, random.Next(9_000, 11_000) / 100m, $"t{step}",
                        random.Next(100) / 100m, at: Some.DeskTime.AddSeconds(step))));
                    rig.Venue.Fills.Clear();
                    Count(rig, "ours", 10m - left);
                    break;
                case 1:
                    await rig.RunAsync();
                    break;
                case 2 when hidden.Count > 0:
                    Fill shown = hidden[random.Next(hidden.Count)];
                    await rig.Orders.SettleAsync(
                        order, Some.Report(OrderStatus.PartiallyFilled, order.Order, fills: shown), default);
                    break;
                case 3 when hidden.Count > 0:
                    await rig.RunAsync();
                    await rig.RunAsync();
                    break;
            }
        }

        rig.Venue.Fills.AddRange(hidden.OrderBy(_ => random.Next()));
        rig.Venue.Open.Clear();
        rig.Venue.Statuses["ours"] = left == 0 ? OrderStatus.Filled : OrderStatus.Canceled;
        for (int run = 0; run < 4; run++)
        {
            await rig.RunAsync();
        }

        await AssertSameAsync(rig);
        OrderRecord record = (await rig.Orders.FindAsync(order.Order, default))!;
        Assert.DoesNotContain(record.Warnings, warning => warning.Kind is not OrderAlarmKind.LateFill);
        Assert.Equal(10m - left, record.Report.Fills.Sum(fill => fill.Added));
    });

    [Theory]
    [InlineData(10, 4, 4, 0)]
    [InlineData(4, 4, 4, 0)]
    [InlineData(2, 4, 2, -20)]
    [InlineData(-6, 4, 0, -40)]
    public void Reprice_UnitsOfWhichSomeWereClosed_CarriesTheRestAndRealisesWhatWasClosed(
        decimal held, decimal replaced, decimal carried, decimal realised)
    {
        Position position = new(ReconciliationRig.Apple, "USD", 1, held, 100m, 100m, Some.DeskTime);
        Trade trade = new(ReconciliationRig.Apple, "USD", 1, replaced, 110m, 0, "USD", Some.DeskTime)
        {
            Replaced = replaced, ReplacedValue = replaced * 100m,
        };

        PositionChange change = PositionMath.Apply(position, trade);

        Assert.Equal(-replaced * 10m, trade.CashFlow);
        Assert.Equal(held, change.Position!.Quantity);
        Assert.Equal(realised, change.Realised);
        Assert.Equal(100m + (carried * 10m / Math.Abs(held)), change.Position.AveragePrice);
    }

    private static void Count(ReconciliationRig rig, string id, decimal filled)
    {
        rig.Venue.Open.Clear();
        rig.Venue.Open.Add(VenueTruth.Order("v1", id, filled: filled));
        rig.Venue.Statuses[id] = OrderStatus.PartiallyFilled;
    }

    private static IEnumerable<ReconciliationFindingKind> Explained(ReconciliationReport report) =>
        report.Findings.Where(one => one.Explained).Select(one => one.Kind);

    private static async Task AssertSameAsync(ReconciliationRig rig)
    {
        await rig.AssertEqualAsync();
        LedgerBalances ours = await rig.Ledger.ReadAsync(rig.Venue.Name, default);
        foreach (Position there in rig.Venue.Held)
        {
            decimal here = Assert.Single(
                ours.Positions, one => one.Instrument == there.Instrument).AveragePrice;
            Assert.InRange(here - there.AveragePrice, -0.000_001m, 0.000_001m);
        }
    }
}
