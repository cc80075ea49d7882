using TradingBase.Testing;

namespace TradingBase.Execution.Tests;

/// <summary>What must hold of a quota for any number of processes with any clocks within the skew.</summary>
public sealed class VenueQuotaProperties
{
    private static readonly DateTimeOffset Start = new(2026, 1, 5, 14, 30, 0, TimeSpan.Zero);

    [Fact]
    public async Task NoWindow_OfTheVenue_EverSeesMoreThanTheLimit() =>
        await Property.ForAllAsync(random => CheckAsync(random, skewed: true), count: 150);

    [Fact]
    public async Task ClocksBeyondTheSkew_AreSeenByTheCheck()
    {
        // The bound is not slack: with clocks six times as wrong as stated, some run goes beyond it.
        int broken = 0;
        for (int seed = 0; seed < 60; seed++)
        {
            try
            {
                await CheckAsync(new Random(seed), skewed: true, lie: 6);
            }
            catch (Xunit.Sdk.XunitException)
            {
                broken++;
            }
        }

        Assert.InRange(broken, 1, 60);
    }

    private static async Task CheckAsync(Random random, bool skewed, int lie = 1)
    {
        QuotaBucket bucket = new("weight", random.Next(20, 200), TimeSpan.FromSeconds(random.Next(2, 30)))
        {
            Skew = TimeSpan.FromMilliseconds(random.Next(0, 1_000)),
            LeaseLife = TimeSpan.FromMilliseconds(random.Next(50, 4_000)),
        };
        bucket = bucket with
        {
            Burst = bucket.Limit * random.Next(2, 9) / 10,
            Chunk = bucket.Limit * random.Next(1, 20) / 100,
            Reserve = bucket.Limit / 20,
        };
        MemoryStateStore store = new();
        ManualClock truth = new(Start);
        List<Process> processes = [.. Enumerable.Range(0, random.Next(1, 7)).Select(_ => New())];
        List<(DateTimeOffset At, decimal Weight)> used = [];
        for (int step = 0; step < 600; step++)
        {
            truth.Advance(TimeSpan.FromMilliseconds(random.Next(random.Next(10) == 0 ? 3_000 : 60)));
            Process process = processes[random.Next(processes.Count)];
            switch (random.Next(30))
            {
                case 0:
                    processes.Remove(process); // It dies with its lease.
                    processes.Add(New());
                    break;
                case 1:
                    await process.Quota.ReturnAsync(default);
                    break;
                default:
                    decimal weight = random.Next(1, 4);
                    if (await process.TryAsync(weight, random.Next(4) == 0))
                    {
                        used.Add((truth.GetUtcNow(), weight));
                    }

                    break;
            }
        }

        int from = 0;
        decimal sum = 0;
        foreach ((DateTimeOffset at, decimal weight) in used)
        {
            sum += weight;
            for (; used[from].At <= at - bucket.Window; from++)
            {
                sum -= used[from].Weight;
            }

            Assert.True(sum <= bucket.Limit, $"{sum} of {bucket.Limit} within {bucket.Window} until {at:O}.");
        }

        Process New()
        {
            double share = skewed ? (random.NextDouble() * 2) - 1 : 0;
            SkewedClock clock = new(truth, bucket.Skew * share * lie);
            return new(new("venue", [bucket], store, clock, TimeSpan.Zero));
        }
    }

    private sealed record Process(VenueQuota Quota)
    {
        internal async Task<bool> TryAsync(decimal weight, bool exit)
        {
            try
            {
                await Quota.TakeAsync(
                    "weight", weight, exit ? QuotaPriority.Exit : QuotaPriority.Normal, default);
                return true;
            }
            catch (VenueUnavailableException)
            {
                return false;
            }
        }
    }

    private sealed class SkewedClock(ManualClock truth, TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => truth.GetUtcNow() + by;
    }
}
