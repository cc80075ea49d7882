using TradingBase.Compute;
using TradingBase.Testing;

namespace TradingBase.Domain.Tests.Compute;

public sealed class BudgetBookTests
{
    private readonly ManualClock _clock = new(Some.DeskTime);
    private readonly MemoryStateStore _rows = new();

    [Fact]
    public async Task Reserve_ThenSettle_SpendsWhatWasBilledInEveryAccount()
    {
        await using BudgetBook book = Book(("desk", 1m), ("market:fx", 0.5m), ("analyst:news", 0.2m));

        await SpendAsync(book, 0.1m, 0.03m, Some.Request() with { Market = "fx", Analyst = "news" });
        await SpendAsync(book, 0.1m, 0.02m, Some.Request() with { Market = "crypto-spot" });
        await book.FlushAsync(default);

        IReadOnlyList<BudgetStanding> standings = await book.ReadAsync(default);
        Assert.Equal(
            [("analyst:news", 0.03m, 0m, 0.17m), ("desk", 0.05m, 0m, 0.95m), ("market:fx", 0.03m, 0m, 0.47m)],
            standings.Select(one => (one.Account, one.SpentUsd, one.HeldUsd, one.FreeUsd)));
    }

    [Fact]
    public async Task Reserve_MoreThanIsLeft_IsRefusedWithBothNumbersAndHoldsNothingElsewhere()
    {
        await using BudgetBook book = Book(("desk", 1m), ("market:fx", 0.5m));
        InferenceRequest request = Some.Request() with { Market = "fx" };

        BudgetVerdict verdict = await book.ReserveAsync(request, 0.6m, default);

        Assert.Null(verdict.Reservation);
        Assert.Equal(
            $"The budget of market:fx for {Some.DeskTime:yyyy-MM-dd}, 0.5 USD, has less than 0.6 USD left.",
            verdict.Refusal);
        await SpendAsync(book, 1m, 1m, Some.Request());
    }

    [Fact]
    public async Task Reserve_ExactlyWhatIsLeft_IsGivenAndOneCentMoreIsNot()
    {
        await using BudgetBook book = Book(("desk", 1m));
        await SpendAsync(book, 0.4m, 0.4m, Some.Request());

        Assert.Null((await book.ReserveAsync(Some.Request(), 0.61m, default)).Reservation);
        Assert.NotNull((await book.ReserveAsync(Some.Request(), 0.60m, default)).Reservation);
    }

    [Fact]
    public async Task Release_AfterAFailure_GivesAllBack()
    {
        await using BudgetBook book = Book(("desk", 1m));

        (await book.ReserveAsync(Some.Request(), 1m, default)).Reservation!.Dispose();

        Assert.NotNull((await book.ReserveAsync(Some.Request(), 1m, default)).Reservation);
    }

    [Fact]
    public async Task Settle_Twice_CountsOnce()
    {
        await using BudgetBook book = Book(("desk", 1m));
        BudgetReservation held = (await book.ReserveAsync(Some.Request(), 0.5m, default)).Reservation!;

        held.Settle(0.2m);
        held.Settle(0.2m);
        held.Dispose();
        await book.FlushAsync(default);

        Assert.Equal(0.2m, Assert.Single(await book.ReadAsync(default)).SpentUsd);
    }

    [Fact]
    public async Task Reserve_AnExit_IsNeverRefusedNeedsNoStoreAndIsCounted()
    {
        await using BudgetBook book = Book(("desk", 0.1m));
        _rows.BeforeSubmit = (_, _) => throw new StateUnavailableException("budgets", "it is away.");
        InferenceRequest exit = Some.Request() with { Priority = InferencePriority.Exit };

        (await book.ReserveAsync(exit, 5m, default)).Reservation!.Settle(3m);
        _rows.BeforeSubmit = (_, _) => Task.CompletedTask;
        await book.FlushAsync(default);

        Assert.Equal(3m, Assert.Single(await book.ReadAsync(default)).SpentUsd);
        Assert.Null((await book.ReserveAsync(Some.Request(), 0.01m, default)).Reservation);
    }

    [Fact]
    public async Task Reserve_WhatCostsNothing_IsGivenWithAnEmptyBudget()
    {
        await using BudgetBook book = Book(("desk", 0m));

        Assert.NotNull((await book.ReserveAsync(Some.Request(), 0m, default)).Reservation);
        Assert.Null((await book.ReserveAsync(Some.Request(), 0.01m, default)).Reservation);
    }

    [Fact]
    public async Task Reserve_ALostProcess_CountsAsHavingSpentItsLeaseAndNoMore()
    {
        // Its clock stands still: nothing of it runs any more.
        BudgetBook lost = new([new("desk", 1m)], _rows, new(), new ManualClock(Some.DeskTime));
        Assert.NotNull((await lost.ReserveAsync(Some.Request(), 0.1m, default)).Reservation);
        _clock.Advance(TimeSpan.FromHours(1));
        await using BudgetBook other = Book(("desk", 1m));

        await SpendAsync(other, 0.1m, 0.1m, Some.Request());
        await other.FlushAsync(default);

        BudgetStanding standing = Assert.Single(await other.ReadAsync(default));
        Assert.Equal((0.1m, 0.12m), (standing.SpentUsd, standing.HeldUsd));
    }

    [Fact]
    public async Task Reserve_ANewDay_HasANewBudget()
    {
        await using BudgetBook book = Book(("desk", 1m));
        await SpendAsync(book, 1m, 1m, Some.Request());
        Assert.Null((await book.ReserveAsync(Some.Request(), 0.01m, default)).Reservation);

        _clock.Advance(TimeSpan.FromDays(1));

        Assert.NotNull((await book.ReserveAsync(Some.Request(), 1m, default)).Reservation);
    }

    [Fact]
    public async Task Reserve_ManySmallCalls_SeldomMeetTheStore()
    {
        await using BudgetBook book = Book(("desk", 100m));

        for (int call = 0; call < 1_000; call++)
        {
            await SpendAsync(book, 0.001m, 0.0005m, Some.Request());
        }

        Assert.InRange(_rows.Submits, 1, 3);
    }

    [Fact]
    public async Task Idle_AfterAWhile_GivesItsLeaseBackByItself()
    {
        await using BudgetBook book = Book(("desk", 100m));
        await SpendAsync(book, 0.001m, 0.0005m, Some.Request());

        _clock.Advance(TimeSpan.FromMinutes(2));

        BudgetStanding standing = Assert.Single(await book.ReadAsync(default));
        Assert.Equal((0.0005m, 0m), (standing.SpentUsd, standing.HeldUsd));
    }

    private static async Task SpendAsync(
        BudgetBook book, decimal worst, decimal billed, InferenceRequest request)
    {
        BudgetVerdict verdict = await book.ReserveAsync(request, worst, default);
        Assert.Null(verdict.Refusal);
        verdict.Reservation!.Settle(billed);
    }

    private BudgetBook Book(params (string Account, decimal Usd)[] budgets) => new(
        budgets.Select(one => new InferenceBudget(one.Account, one.Usd)), _rows, new(), _clock);
}
