using TradingBase.Risk;
using TradingBase.Strategy;
using TradingBase.Testing;

namespace TradingBase.Desk.Tests.Exposure;

/// <summary>A cycle of more orders than one change takes, disturbed at each call of the store.</summary>
public sealed class OrderJudgeTests
{
    private const string Cycle = "cycle-1";
    private const int Many = OrderJudge.MostTogether + 5;

    // 12 units each and 500 in all: the first part takes 480 of them, the second one order more.
    private const int Fitting = OrderJudge.MostTogether + 1;

    private readonly MemoryStateStore _rows = new();

    [Fact]
    public async Task Judge_MoreOrdersThanOneChangeTakes_GivesOneVerdictThatLaterPartsSeeEarlierOnesIn()
    {
        ExposureDesk desk = await ProposedAsync(_rows);

        CycleVerdict verdict = await desk.Judge.JudgeAsync(Cycle, Some.DeskTime, default);

        Assert.Equal(Many, verdict.Verdict.Orders.Count);
        Assert.Equal(
            Orders().Select(order => order.ClientOrderId),
            verdict.Verdict.Orders.Select(order => order.Order.ClientOrderId));
        IReadOnlyList<ApprovedOrder> approved = ExposureDesk.Approved(verdict);
        Assert.Equal(Fitting, approved.Count);
        Assert.Equal(
            approved.Select(order => order.Order.ClientOrderId),
            (await desk.Register.ReadAsync(default)).Select(open => open.Id));
        AssertNoParts(_rows);
    }

    [Fact]
    public async Task Judge_CrashAtAnyCallOfTheStore_SecondRunGivesTheFirstVerdict()
    {
        string calm = Canonical.Json(await JudgeCalmlyAsync());
        int calls = int.MaxValue;
        for (int at = 0; at < calls; at++)
        {
            MemoryStateStore rows = new();
            await ProposedAsync(rows);
            CallStore crashing = new(rows, at, () => throw new StateUnavailableException("test", "it crashed."));
            OrderJudge first = new ExposureDesk(crashing, ExposureDesk.Worths).Judge;
            try
            {
                await first.JudgeAsync(Cycle, Some.DeskTime, default);
                calls = crashing.Calls;
            }
            catch (StateUnavailableException)
            {
                ExposureDesk desk = new(rows, ExposureDesk.Worths);
                CycleVerdict second = await desk.Judge.JudgeAsync(Cycle, Some.DeskTime, default);
                Assert.Equal(calm, Canonical.Json(second));
                Assert.Equal(Fitting, (await desk.Register.ReadAsync(default)).Count);
                AssertNoParts(rows);
            }
        }

        Assert.InRange(calls, 20, 1_000);
    }

    [Fact]
    public async Task Judge_AnotherRunDoesEverythingBeforeAnyCallOfTheStore_LateRunChangesNothing()
    {
        string calm = Canonical.Json(await JudgeCalmlyAsync());
        int calls = int.MaxValue;
        for (int at = 0; at < calls; at++)
        {
            MemoryStateStore rows = new();
            ExposureDesk other = await ProposedAsync(rows);
            bool disturbed = false;
            CallStore late = new(rows, at, async () =>
            {
                disturbed = true;
                foreach (ApprovedOrder order in await other.JudgeAsync(Cycle))
                {
                    await other.Register.EndAsync(order, 0m, default);
                }
            });

            CycleVerdict verdict = await new ExposureDesk(late, ExposureDesk.Worths).Judge
                .JudgeAsync(Cycle, Some.DeskTime, default);

            Assert.Equal(calm, Canonical.Json(verdict));
            Assert.Equal(disturbed ? 0 : Fitting, (await other.Register.ReadAsync(default)).Count);
            AssertNoParts(rows);
            calls = disturbed ? calls : late.Calls;
        }

        Assert.InRange(calls, 20, 1_000);
    }

    [Fact]
    public async Task Judge_TwoCyclesThatFitOneByOne_LetsThroughWhatFitsTogether()
    {
        ExposureDesk one = new(_rows, ExposureDesk.Worths), two = new(_rows, ExposureDesk.Worths);
        await one.OpenAsync();
        await one.ProposeAsync("cycle-1", Some.Order(200m, id: "first"));
        await two.ProposeAsync("cycle-2", Some.Order(200m, id: "second"));
        IReadOnlyList<ApprovedOrder> second = [];
        _rows.BeforeSubmit = async (_, _) =>
        {
            // The first cycle has judged and is about to submit.
            _rows.BeforeSubmit = (_, _) => Task.CompletedTask;
            second = await two.JudgeAsync("cycle-2");
        };

        IReadOnlyList<ApprovedOrder> first = await one.JudgeAsync("cycle-1");

        Assert.Equal((0, 1), (first.Count, second.Count));
    }

    [Fact]
    public async Task JudgeSlice_OfAnOpenOrder_TakesItsQuantityOutOfItsParent()
    {
        ExposureDesk desk = await ParentAsync(290m);

        OrderVerdict verdict = await SliceAsync(desk, Slice("slice-1", 100m));
        OrderVerdict again = await SliceAsync(desk, Slice("slice-1", 100m));

        Assert.NotNull(verdict.Approved);
        Assert.Equal(Canonical.Json(verdict), Canonical.Json(again));
        Assert.Equal(
            [("parent", 190m), ("slice-1", 100m)],
            (await desk.Register.ReadAsync(default)).Select(open => (open.Id, open.Left)));
        AssertNoParts(_rows);
    }

    [Fact]
    public async Task JudgeSlice_MoreThanIsLeftOfItsParent_IsDeniedWithBothNumbers()
    {
        ExposureDesk desk = await ParentAsync(100m);
        await SliceAsync(desk, Slice("slice-1", 60m));

        OrderVerdict verdict = await SliceAsync(desk, Slice("slice-2", 41m));

        Assert.Null(verdict.Approved);
        Assert.Contains("41 of the 40 units", Assert.Single(verdict.Denials()).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task JudgeSlice_WhoseParentHasEnded_IsDenied()
    {
        ExposureDesk desk = await ParentAsync(100m);
        await desk.Register.EndAsync((await desk.Register.FindAsync("parent", default))!.Order, 0m, default);

        OrderVerdict verdict = await SliceAsync(desk, Slice("slice-1", 10m));

        Assert.Null(verdict.Approved);
        Assert.Empty(await desk.Register.ReadAsync(default));
    }

    [Fact]
    public async Task JudgeSlice_OfTheOtherSide_IsAFaultOfTheCaller()
    {
        ExposureDesk desk = await ParentAsync(100m);

        await Assert.ThrowsAsync<ArgumentException>(() =>
            SliceAsync(desk, Slice("slice-1", 10m) with { Side = OrderSide.Sell }));
    }

    private static ProposedOrder[] Orders() =>
    [
        .. Enumerable.Range(0, Many).Select(i => Some.Order(
            12m, instrument: ExposureDesk.Instruments[i % 2], id: $"order-{i:D3}",
            decidedAt: Some.DeskTime.AddMilliseconds(-i))),
    ];

    private static async Task<ExposureDesk> ProposedAsync(MemoryStateStore rows)
    {
        ExposureDesk desk = new(rows, ExposureDesk.Worths);
        await desk.OpenAsync();
        await desk.ProposeAsync(Cycle, Orders());
        return desk;
    }

    private static async Task<CycleVerdict> JudgeCalmlyAsync() =>
        await (await ProposedAsync(new())).Judge.JudgeAsync(Cycle, Some.DeskTime, default);

    private static void AssertNoParts(MemoryStateStore rows) => Assert.DoesNotContain(
        rows.All(), row => row.Key.StartsWith("verdict:", StringComparison.Ordinal));

    private async Task<ExposureDesk> ParentAsync(decimal quantity)
    {
        ExposureDesk desk = new(_rows, ExposureDesk.Worths);
        await desk.OpenAsync();
        await desk.ProposeAsync(Cycle, Some.Order(quantity, id: "parent"));
        Assert.Single(await desk.JudgeAsync(Cycle));
        return desk;
    }

    private static ProposedOrder Slice(string id, decimal quantity) =>
        Some.Order(quantity, id: id, type: OrderType.MarketOnOpen) with { ParentId = "parent" };

    private static Task<OrderVerdict> SliceAsync(ExposureDesk desk, ProposedOrder slice) =>
        desk.Judge.JudgeSliceAsync(Cycle, slice, Some.DeskTime, default);
}
