using TradingBase.Compute;
using Property = TradingBase.Testing.Property;

namespace TradingBase.Domain.Tests.Compute;

/// <summary>What must hold of a breaker whatever its endpoints do.</summary>
public sealed class BreakerProperties
{
    private static readonly DateTimeOffset Start = new(2026, 1, 5, 14, 30, 0, TimeSpan.Zero);
    private static readonly ComputeFailure[] Failures = Enum.GetValues<ComputeFailure>();
    private static readonly BreakerOptions Options = new();

    [Fact]
    public async Task NoMoreGoesThroughThanTheRampAllowsAndNothingWhileItIsOpen() =>
        await Property.ForAllAsync(random =>
        {
            Story story = new(random);
            double allowed = 0;
            int passed = 0;
            DateTimeOffset since = default;
            for (int i = 0; i < 2_000; i++)
            {
                story.Step();
                BreakerPhase before = story.Breaker.PhaseOf(0, story.Now);
                double share = story.Share();
                bool through = story.Breaker.TryPass(0, story.Now);
                story.Went(through);
                if (before is not BreakerPhase.HalfOpen)
                {
                    (allowed, passed, since) = (0, 0, default);
                    Assert.Equal(before is BreakerPhase.Closed, through);
                    continue;
                }

                since = since == default ? story.Now : since;
                allowed += share;
                passed += through ? 1 : 0;
                double most = allowed + 1 + ((story.Now - since) / Options.AttemptEvery);
                Assert.True(passed <= most + 1e-6, $"{passed} of {most}.");
            }

            return Task.CompletedTask;
        });

    [Fact]
    public async Task AWaitIsNeverShortened() => await Property.ForAllAsync(random =>
    {
        Story story = new(random);
        DateTimeOffset told = default;
        for (int i = 0; i < 1_000; i++)
        {
            if (story.Step() is { } wait)
            {
                told = story.Now + wait > told ? story.Now + wait : told;
            }

            bool through = story.Breaker.TryPass(0, story.Now);
            story.Went(through);
            Assert.True(!through || story.Now >= told, $"Went through at {story.Now:O} before {told:O}.");
        }

        return Task.CompletedTask;
    });

    [Fact]
    public async Task ItAlwaysReturnsWholeWhenAllIsWell() => await Property.ForAllAsync(random =>
    {
        Story story = new(random, endpoints: 3);
        for (int i = 0; i < 500; i++)
        {
            story.Step();
            story.Went(story.Breaker.TryPass(0, story.Now));
        }

        // Each stage lasts its time or until the next attempt, for the domain and then for the endpoint.
        DateTimeOffset open = story.Breaker.OpenUntil(0, story.Now) ?? story.Now;
        DateTimeOffset last = open + (2 * Options.Shares.Count * (Options.StageFor + Options.AttemptEvery))
            + Options.OpenForQuota;
        DateTimeOffset now = story.Now;
        for (; now < last; now = now.AddSeconds(0.5))
        {
            if (story.Breaker.TryPass(0, now))
            {
                story.Breaker.Answered(0, now, now);
            }
        }

        Assert.Equal(BreakerPhase.Closed, story.Breaker.PhaseOf(0, now));
        return Task.CompletedTask;
    });

    [Fact]
    public async Task TheSameCallsGiveTheSameAnswers() => await Property.ForAllAsync(
        random =>
        {
            int seed = random.Next();
            Assert.Equal(Run(seed), Run(seed));
            return Task.CompletedTask;

            static List<bool> Run(int seed)
            {
                Story story = new(new Random(seed), endpoints: 2);
                return [.. Enumerable.Range(0, 300).Select(_ =>
                {
                    story.Step();
                    bool through = story.Breaker.TryPass(0, story.Now);
                    story.Went(through);
                    return through;
                })];
            }
        },
        count: 50);

    /// <summary>Time passes, calls end; some fail, some say when to come back.</summary>
    private sealed class Story(Random random, int endpoints = 1)
    {
        private readonly List<(int Endpoint, DateTimeOffset At)> _calls = [];
        private readonly double _failing = random.NextDouble() * 0.6;
        private readonly double[] _shares = new double[endpoints];

        internal Breaker Breaker { get; } = new([.. Enumerable.Repeat("domain", endpoints)], Options);

        internal DateTimeOffset Now { get; private set; } = Start;

        internal void Went(bool through)
        {
            if (through)
            {
                _calls.Add((0, Now));
            }
        }

        internal double Share()
        {
            Breaker.CopyShares(Now, _shares);
            return _shares[0];
        }

        internal TimeSpan? Step()
        {
            Now = Now.AddMilliseconds(random.Next(20) == 0 ? random.Next(8_000) : random.Next(40));
            if (endpoints > 1 && random.Next(4) == 0)
            {
                _calls.Add((random.Next(1, endpoints), Now));
            }

            if (_calls.Count == 0 || random.Next(3) == 0)
            {
                return null;
            }

            int which = random.Next(_calls.Count);
            (int endpoint, DateTimeOffset at) = _calls[which];
            _calls.RemoveAt(which);
            if (random.NextDouble() >= _failing)
            {
                Breaker.Answered(endpoint, at, Now);
                return null;
            }

            TimeSpan? wait = random.Next(8) == 0 ? TimeSpan.FromMilliseconds(random.Next(1, 20_000)) : null;
            Breaker.Failed(endpoint, at, Failures[random.Next(Failures.Length)], wait, Now);
            return endpoint == 0 ? wait : null;
        }
    }
}
