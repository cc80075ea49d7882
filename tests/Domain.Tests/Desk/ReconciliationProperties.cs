using TradingBase.Execution;
using TradingBase.Journal;
using TradingBase.Risk;
using TradingBase.Strategy;
using TradingBase.Testing;

namespace TradingBase.Desk.Tests;

/// <summary>What must hold whatever the venue did and whatever of it we know.</summary>
public sealed class ReconciliationProperties
{
    [Fact]
    public Task AfterwardsOursIsTheVenuesWhateverWeHadLostOrTwice() => Property.ForAllAsync(
        async random =>
        {
            ReconciliationRig rig = new();
            await rig.OpenAsync();
            int orders = random.Next(1, 6);
            for (int i = 0; i < orders; i++)
            {
                await TradeAsync(rig, random, $"own{i}");
            }

            for (int i = random.Next(3); i > 0; i--)
            {
                rig.Venue.Open.Add(VenueTruth.Order($"x{i}", random.Next(2) == 0 ? null : $"theirs{i}"));
                rig.Venue.Deal(Some.Dealt($"y{i}", "MSFT", Side(random), Units(random), 50m, fee: 0.01m, at: At(random)));
            }

            if (random.Next(2) == 0)
            {
                rig.Venue.Fills.AddRange([.. rig.Venue.Fills]);
            }

            ReconciliationReport last = await rig.RunAsync();
            last = await rig.RunAsync();
            last = await rig.RunAsync();

            Assert.True(last.Passed, last.Reason);
            Assert.Equal(TradingState.Active, await rig.StateAsync());
            await rig.AssertEqualAsync();
            HashSet<string> open =
            [
                .. rig.Venue.Open.Select(one => one.ClientOrderId?.StartsWith("own", StringComparison.Ordinal) == true
                    ? one.ClientOrderId
                    : ExternalOrders.IdOf("kraken", one.VenueOrderId)),
            ];
            Assert.Equal(open.Order(), (await rig.Register.ReadAsync(default)).Select(one => one.Id).Order());

            string before = await ContentAsync(rig);
            Assert.Empty((await rig.RunAsync()).Findings);
            Assert.Equal(before, await ContentAsync(rig));
            Assert.Null((await rig.Journal.VerifyAsync(default)).FirstBad);
        });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task StoppedAtAnyCallOfTheStoreTheNextRunEndsAsIfNothingHadHappened(bool after)
    {
        (ReconciliationRig calm, _) = await SceneAsync();
        await FinishAsync(calm);
        string[] expected = await OutcomeAsync(calm);
        int stops = 0;
        for (int call = 1; ; call++)
        {
            (ReconciliationRig rig, StoppingStore store) = await SceneAsync();
            store.StopAt(call, after);
            bool failed = false;
            try
            {
                await rig.RunAsync();
                await rig.RunAsync();
            }
            catch (StateUnavailableException)
            {
                failed = true;
            }

            bool stopped = store.Stopped;
            store.GoOn();
            if (!stopped)
            {
                break;
            }

            // A stop that nobody noticed is none; else the activity is run again, under the same moment.
            Assert.True(failed);
            stops++;
            await rig.RunAgainAsync();
            await FinishAsync(rig);
            string[] outcome = await OutcomeAsync(rig);
            Assert.True(expected.SequenceEqual(outcome), $"Stopped at call {call}:\n{string.Join('\n', outcome)}");
        }

        Assert.InRange(stops, 100, 2_000);
    }

    // Everything at once: lost fills, an end, a stranger's order and fill, a late fill, a break.
    private static async Task<(ReconciliationRig Rig, StoppingStore Store)> SceneAsync()
    {
        StoppingStore store = new(new());
        ReconciliationRig rig = new(store);
        await rig.OpenAsync();
        ApprovedOrder filled = await rig.SendAsync("filled"), ended = await rig.SendAsync("ended");
        ApprovedOrder late = await rig.SendAsync("late");
        await rig.Orders.SettleAsync(late, Some.Report(OrderStatus.Canceled, late.Order), default);
        rig.Venue.Deal(Some.Fill(filled.Order, 10m, tradeId: "t1", fee: 1m));
        rig.Venue.Statuses["filled"] = OrderStatus.Filled;
        rig.Venue.Statuses["ended"] = OrderStatus.Canceled;
        rig.Venue.Deal(Some.Fill(late.Order, 2m, tradeId: "t2"));
        rig.Venue.Open.Add(VenueTruth.Order("x1"));
        rig.Venue.Deal(Some.Dealt("t3", "MSFT", quantity: 3m) with { ClientOrderId = string.Empty });
        rig.Venue.Pay("USD", -5m);
        _ = ended;
        return (rig, store);
    }

    private static async Task FinishAsync(ReconciliationRig rig)
    {
        for (int i = 0; i < 3; i++)
        {
            await rig.RunAsync();
        }
    }

    private static async Task<string[]> OutcomeAsync(ReconciliationRig rig)
    {
        LedgerBalances owned = await rig.Ledger.ReadAsync("kraken", default);
        Assert.Null(await rig.Ledger.FindImbalanceAsync(default));
        Assert.Null((await rig.Journal.VerifyAsync(default)).FirstBad);
        IReadOnlyList<JournalEntry> lines = await rig.Journal.ReadAsync("reconciliation:kraken", 1, 100, default);
        return
        [
            $"state {await rig.StateAsync()}",
            $"cash {owned.Cash["USD"]}",
            .. owned.Positions.Select(one => $"{one.Instrument} {one.Quantity} at {one.AveragePrice}"),
            .. (await rig.Register.ReadAsync(default)).Select(one => $"open {one.Id} {one.Left}"),
            .. lines.Where(line => line.Kind != "reconciled").Select(line => $"line {line.Key}").Order(),
            .. (await rig.AlertsAsync()).Select(kind => $"alert {kind}"),
        ];
    }

    private static async Task TradeAsync(ReconciliationRig rig, Random random, string id)
    {
        ApprovedOrder order = await rig.SendAsync(id, 10m);
        decimal left = 10m;
        List<Fill> known = [];
        for (int i = random.Next(4); i > 0 && left > 0; i--)
        {
            decimal units = Math.Min(left, random.Next(1, 5));
            left -= units;
            Fill fill = rig.Venue.Deal(Some.Fill(
                order.Order, units, random.Next(9_000, 11_000) / 100m, $"{id}-{i}", random.Next(100) / 100m,
                at: At(random)));
            if (random.Next(2) == 0)
            {
                known.Add(fill);
            }
        }

        bool works = left > 0 && random.Next(2) == 0;
        rig.Venue.Statuses[id] = left == 0 ? OrderStatus.Filled
            : !works ? OrderStatus.Canceled
            : left < 10m ? OrderStatus.PartiallyFilled
            : OrderStatus.Accepted;
        if (works)
        {
            rig.Venue.Open.Add(VenueTruth.Order($"v-{id}", id, 10m, 10m - left));
        }

        if (known.Count > 0 || random.Next(2) == 0)
        {
            bool ended = !works && random.Next(2) == 0;
            OrderReport report = Some.Report(
                ended ? OrderStatus.Canceled
                : known.Count > 0 ? OrderStatus.PartiallyFilled
                : OrderStatus.Accepted,
                order.Order, fills: [.. known]);
            await rig.Orders.SettleAsync(order, report, default);
            await rig.Orders.SettleAsync(order, report, default);
        }
    }

    private static async Task<string> ContentAsync(ReconciliationRig rig) => Canonical.Json(new
    {
        Ledger = await rig.Ledger.ReadAsync("kraken", default),
        Open = await rig.Register.ReadAsync(default),
        Head = (await rig.Journal.HeadAsync(default)).Head,
        Alerts = await rig.AlertsAsync(),
    });

    private static OrderSide Side(Random random) => random.Next(2) == 0 ? OrderSide.Buy : OrderSide.Sell;

    private static decimal Units(Random random) => random.Next(1, 1_000) / 100m;

    private static DateTimeOffset At(Random random) => Some.DeskTime.AddSeconds(random.Next(1, 200));
}
