using TradingBase.Execution;
using TradingBase.Risk;
using TradingBase.Strategy;
using TradingBase.Testing;

namespace TradingBase.Desk.Tests;

public sealed class ExposureRegisterTests
{
    private static readonly CycleVerdict Empty = new(TradingState.Active, new([]));

    private readonly MemoryStateStore _rows = new();
    private readonly ExposureRegister _register;

    public ExposureRegisterTests() => _register = new(_rows, TimeProvider.System);

    [Fact]
    public async Task Reserve_AnotherProcessOpensMeanwhile_JudgesAgainWithItsOrder()
    {
        ApprovedOrder own = Approved("own"), other = Approved("other");
        List<int> seen = [];
        ExposureRegister elsewhere = new(_rows, TimeProvider.System);

        await _register.ReserveAsync(
            "own",
            async open =>
            {
                seen.Add(open.Count);
                if (seen.Count == 1)
                {
                    await elsewhere.OpenAsync(other);
                }

                return new(Empty, [OpenOrder.Of("cycle-1", own)], []);
            },
            default);

        Assert.Equal([0, 1], seen);
        Assert.Equal(["other", "own"], await IdsAsync());
    }

    [Fact]
    public async Task Reserve_AnotherProcessFillsOrEndsMeanwhile_NeedNotJudgeAgain()
    {
        ApprovedOrder first = Approved("first"), second = Approved("second");
        await _register.OpenAsync(first, second);
        int judged = 0;

        await _register.ReserveAsync(
            "own",
            async _ =>
            {
                judged++;
                await _register.FillAsync(first, OrderStatus.PartiallyFilled, 1m, Some.DeskTime, default);
                await _register.EndAsync(second, 0m, default);
                return new(Empty, [OpenOrder.Of("cycle-1", Approved("own"))], []);
            },
            default);

        Assert.Equal(1, judged);
        Assert.Equal(["first", "own"], await IdsAsync());
    }

    [Fact]
    public async Task Reserve_OthersAreFasterEachTime_GivesUpAndOpensNothing()
    {
        ExposureRegister elsewhere = new(_rows, new HastyClock());
        ExposureRegister hasty = new(_rows, new HastyClock());
        int raced = 0;

        await Assert.ThrowsAsync<StateContentionException>(() => hasty.ReserveAsync(
            "own",
            async _ =>
            {
                await elsewhere.OpenAsync(Approved($"other-{raced++:D3}"));
                return new(Empty, [OpenOrder.Of("cycle-1", Approved("own"))], []);
            },
            default));

        Assert.Equal(StateStoreExtensions.MaxAttempts, raced);
        Assert.DoesNotContain("own", await IdsAsync());
    }

    [Fact]
    public async Task Reserve_SecondJudgementOfAName_GivesTheFirstAndAsksNobody()
    {
        await _register.ReserveAsync("a", _ => Opening(Approved("first")), default);

        CycleVerdict? second = await _register.ReserveAsync(
            "a", _ => throw new InvalidOperationException("Nobody is to be asked."), default);

        Assert.Equal(Canonical.Json(Empty), Canonical.Json(second));
        Assert.Equal(["first"], await IdsAsync());
    }

    [Fact]
    public async Task Reserve_AnOrderThatIsOpen_IsAFaultOfTheJudge()
    {
        await _register.OpenAsync(Approved("first"));

        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            _register.ReserveAsync("b", _ => Opening(Approved("first")), default));
    }

    [Fact]
    public async Task Forget_AfterTheWholeIsKept_LeavesNoRowOfTheJudgement()
    {
        await _register.ReserveAsync("a", _ => Opening(Approved("first")), default);

        await _register.ForgetAsync(["a", "never-made"], default);

        Assert.DoesNotContain(
            _rows.All(), row => row.Key.StartsWith("verdict:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task MarkSent_OrderThatIsOpen_KeepsTheFirstMoment()
    {
        ApprovedOrder order = Approved("first");
        await _register.OpenAsync(order);

        Assert.True(await _register.MarkSentAsync(order, Some.DeskTime, default));
        Assert.True(await _register.MarkSentAsync(order, Some.DeskTime.AddHours(1), default));

        OpenOrder open = (await _register.FindAsync("first", default))!;
        Assert.Equal((OrderStatus.Submitted, Some.DeskTime), (open.Status, open.SentAt));
    }

    [Fact]
    public async Task MarkSent_AnotherOrderUnderTheSameId_IsRefusedAndReleasesNothing()
    {
        ApprovedOrder order = Approved("first"), forged = Approved("first", quantity: 11m);
        await _register.OpenAsync(order);

        Assert.False(await _register.MarkSentAsync(forged, Some.DeskTime, default));
        await _register.ReleaseAsync(forged, default);
        await _register.EndAsync(forged, 0m, default);

        Assert.Equal(["first"], await IdsAsync());
    }

    [Fact]
    public async Task Release_OrderThatWasSent_KeepsIt()
    {
        ApprovedOrder order = Approved("first");
        await _register.OpenAsync(order);
        await _register.MarkSentAsync(order, Some.DeskTime, default);

        Assert.False(await _register.ReleaseAsync(order, default));

        Assert.Equal(["first"], await IdsAsync());
    }

    [Fact]
    public async Task MarkSent_OrderThatIsReleasedMeanwhile_MayNotBeSent()
    {
        ApprovedOrder order = Approved("first");
        await _register.OpenAsync(order);
        ExposureRegister elsewhere = new(_rows, TimeProvider.System);
        _rows.BeforeSubmit = async (_, _) =>
        {
            _rows.BeforeSubmit = (_, _) => Task.CompletedTask;
            Assert.True(await elsewhere.ReleaseAsync(order, default));
        };

        Assert.False(await _register.MarkSentAsync(order, Some.DeskTime, default));
        Assert.Empty(await IdsAsync());
    }

    [Fact]
    public async Task ReleaseExpired_UnsentAndExpired_GoesAndTheOthersStay()
    {
        ApprovedOrder unsent = Approved("unsent"), sent = Approved("sent");
        ApprovedOrder late = Approved("late", decidedAt: Some.DeskTime.AddMinutes(1));
        await _register.OpenAsync(unsent, sent, late);
        await _register.MarkSentAsync(sent, Some.DeskTime, default);

        IReadOnlyList<OpenOrder> released = await _register.ReleaseExpiredAsync(unsent.ExpiresAt, default);

        Assert.Equal(["unsent"], released.Select(open => open.Id));
        Assert.Equal(["late", "sent"], await IdsAsync());
    }

    [Fact]
    public async Task Fill_AnOlderReport_ChangesNothing()
    {
        ApprovedOrder order = Approved("first");
        await _register.OpenAsync(order);

        await _register.FillAsync(order, OrderStatus.PartiallyFilled, 4m, Some.DeskTime, default);
        await _register.FillAsync(order, OrderStatus.Accepted, 0m, Some.DeskTime, default);

        OpenOrder open = (await _register.FindAsync("first", default))!;
        Assert.Equal((OrderStatus.PartiallyFilled, 4m, 6m), (open.Status, open.Filled, open.Left));
    }

    [Fact]
    public async Task End_ASliceThatFilledInPart_GivesItsParentTheRest()
    {
        ApprovedOrder parent = Approved("parent"), slice = Approved("slice", 4m, parentId: "parent");
        await _register.OpenAsync(parent);
        await _register.ReserveAsync(
            "slice",
            open => Task.FromResult<Reservation?>(new(
                Empty, [OpenOrder.Of("cycle-1", slice)], [open[0] with { Sliced = 4m }])),
            default);
        Assert.Equal([6m, 4m], (await _register.ReadAsync(default)).Select(open => open.Left));

        await _register.FillAsync(slice, OrderStatus.PartiallyFilled, 1m, Some.DeskTime, default);
        await _register.EndAsync(slice, 1m, default);
        await _register.EndAsync(slice, 1m, default);

        OpenOrder left = Assert.Single(await _register.ReadAsync(default));
        Assert.Equal(("parent", 9m), (left.Id, left.Left));
    }

    [Fact]
    public async Task End_ASliceWhoseParentHasEnded_JustGoes()
    {
        ApprovedOrder slice = Approved("slice", 4m, parentId: "parent");
        await _register.OpenAsync(slice);

        await _register.EndAsync(slice, 0m, default);

        Assert.Empty(await IdsAsync());
    }

    [Fact]
    public async Task Read_MoreOrdersThanAPageHolds_FindsAll()
    {
        ApprovedOrder[] orders = [.. Enumerable.Range(0, 1_050).Select(i => Approved($"order-{i:D4}"))];
        foreach (ApprovedOrder[] together in orders.Chunk(90))
        {
            await _register.OpenAsync(together);
        }

        Assert.Equal(orders.Select(order => order.Order.ClientOrderId), await IdsAsync());
    }

    private static Task<Reservation?> Opening(ApprovedOrder order) =>
        Task.FromResult<Reservation?>(new(Empty, [OpenOrder.Of("cycle-1", order)], []));

    private static ApprovedOrder Approved(
        string id, decimal quantity = 10m, DateTimeOffset? decidedAt = null, string? parentId = null)
    {
        ProposedOrder order = Some.Order(quantity, id: id, decidedAt: decidedAt) with { ParentId = parentId };
        return Some.ApprovedOrder(order);
    }

    private async Task<IEnumerable<string>> IdsAsync() =>
        (await _register.ReadAsync(default)).Select(open => open.Id);

    /// <summary>A clock whose timers fire at once: what waits for it does not wait.</summary>
    private sealed class HastyClock : TimeProvider
    {
        public override ITimer CreateTimer(
            TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}
