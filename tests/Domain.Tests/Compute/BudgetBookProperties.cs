using TradingBase.Compute;
using TradingBase.Testing;

namespace TradingBase.Domain.Tests.Compute;

public sealed class BudgetBookProperties
{
    private const decimal Limit = 1m;

    [Fact]
    public async Task AnyProcessesKillsAndLostAnswers_NeverSpendMoreThanTheBudget() =>
        await Property.ForAllAsync(async random =>
    {
        // A process that is lost has a clock that stands still.
        ManualClock[] clocks = [.. Enumerable.Range(0, 4).Select(_ => new ManualClock(Some.DeskTime))];
        LossyRows rows = new(random) { Loss = random.Next(2) * 0.2 };
        BudgetBook[] processes = [.. clocks.Select(clock => Book(rows, clock))];
        List<(BudgetReservation Held, decimal Worst)> open = [];
        decimal billed = 0;
        bool killed = false;
        for (int step = 0; step < 150; step++)
        {
            int one = random.Next(processes.Length);
            switch (random.Next(20))
            {
                case < 9:
                    decimal worst = random.Next(1, 60) / 1_000m;
                    if (await TryAsync(() => processes[one].ReserveAsync(Some.Request(), worst, default))
                        is { Reservation: { } held })
                    {
                        open.Add((held, worst));
                    }

                    break;
                case < 16 when open.Count > 0:
                    int which = random.Next(open.Count);
                    decimal usd = open[which].Worst * random.Next(0, 11) / 10m;
                    open[which].Held.Settle(usd);
                    billed += usd;
                    open.RemoveAt(which);
                    break;
                case 16:
                    await TryAsync(async () =>
                    {
                        await processes[one].FlushAsync(default);
                        return default(BudgetVerdict);
                    });
                    break;
                case 17 when random.Next(5) == 0:
                    // A process that is lost; its calls under way are billed all the same.
                    killed = true;
                    clocks[one] = new(clocks[one].GetUtcNow());
                    processes[one] = Book(rows, clocks[one]);
                    break;
                default:
                    TimeSpan passed = TimeSpan.FromSeconds(random.Next(40));
                    Array.ForEach(clocks, clock => clock.Advance(passed));
                    break;
            }

            Assert.True(
                billed + open.Sum(call => call.Worst) <= Limit,
                $"{billed} USD billed and {open.Sum(call => call.Worst)} under way at step {step}.");
        }

        rows.Loss = 0;
        foreach ((BudgetReservation held, decimal worst) in open)
        {
            held.Settle(worst);
            billed += worst;
        }

        foreach (BudgetBook process in processes)
        {
            await process.FlushAsync(default);
        }

        BudgetStanding standing = Assert.Single(await processes[0].ReadAsync(default));
        Assert.InRange(standing.SpentUsd + standing.HeldUsd, billed, Limit);
        if (!killed)
        {
            Assert.Equal((billed, 0m), (standing.SpentUsd, standing.HeldUsd));
        }
    }, count: 100);

    [Fact]
    public async Task SixtyFourCallersInFourProcesses_NeverExceedTheBudgetByACent()
    {
        MemoryStateStore rows = new();
        BudgetBook[] processes =
            [.. Enumerable.Range(0, 4).Select(_ => Book(rows, TimeProvider.System))];
        long millionths = 0;

        await Task.WhenAll(Enumerable.Range(0, 64).Select(caller => Task.Run(async () =>
        {
            Random random = new(caller);
            for (int call = 0; call < 100; call++)
            {
                int worst = random.Next(100, 2_000);
                BudgetVerdict verdict = await processes[caller % 4].ReserveAsync(
                    Some.Request(), worst / 1_000_000m, default);
                if (verdict.Reservation is { } held)
                {
                    int usd = random.Next(worst + 1);
                    Interlocked.Add(ref millionths, usd);
                    await Task.Yield();
                    held.Settle(usd / 1_000_000m);
                }
            }
        })));

        foreach (BudgetBook process in processes)
        {
            await process.DisposeAsync();
        }

        BudgetStanding standing = Assert.Single(await processes[0].ReadAsync(default));
        Assert.Equal((millionths / 1_000_000m, 0m), (standing.SpentUsd, standing.HeldUsd));
        Assert.InRange(standing.SpentUsd, 0.9m, Limit);
    }

    private static async Task<BudgetVerdict> TryAsync(Func<ValueTask<BudgetVerdict>> what)
    {
        try
        {
            return await what();
        }
        catch (StateUnavailableException)
        {
            return default;
        }
    }

    private static BudgetBook Book(IStateStore rows, TimeProvider clock) =>
        new([new(InferenceBudget.Desk, Limit)], rows, new(), clock);

    // Loses requests on the way there, and answers on the way back.
    private sealed class LossyRows(Random random) : IStateStore
    {
        private readonly MemoryStateStore _rows = new();

        internal double Loss { get; set; }

        public Task<StateRow?> FindAsync(string partition, string key, CancellationToken cancellationToken) =>
            _rows.FindAsync(partition, key, cancellationToken);

        public Task<IReadOnlyList<StateRow>> ReadAsync(
            string partition, string? fromKey, string? toKey, int atMost, bool newestFirst,
            CancellationToken cancellationToken) =>
            _rows.ReadAsync(partition, fromKey, toKey, atMost, newestFirst, cancellationToken);

        public async Task<bool> TrySubmitAsync(
            string partition, IReadOnlyList<StateChange> changes, CancellationToken cancellationToken)
        {
            Lose();
            bool done = await _rows.TrySubmitAsync(partition, changes, cancellationToken);
            Lose();
            return done;
        }

        private void Lose()
        {
            if (random.NextDouble() < Loss)
            {
                throw new StateUnavailableException("budgets", "the answer was lost.");
            }
        }
    }
}
