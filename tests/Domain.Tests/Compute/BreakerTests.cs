using TradingBase.Compute;

namespace TradingBase.Domain.Tests.Compute;

public sealed class BreakerTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 5, 14, 30, 0, TimeSpan.Zero);
    private readonly Breaker _breaker = new(["east", "east", "west"], new());

    [Fact]
    public void Failed_TwiceInARow_OpensAndAnAnswerBetweenDoesNot()
    {
        Fail(2, Start);
        _breaker.Answered(2, Start, Start);
        Fail(2, Start);
        Assert.Equal(BreakerPhase.Closed, _breaker.PhaseOf(2, Start));

        Fail(2, Start);
        Assert.Equal(BreakerPhase.Open, _breaker.PhaseOf(2, Start));
        Assert.False(_breaker.TryPass(2, Start.AddSeconds(1.9)));
        Assert.Equal(Start.AddSeconds(2), _breaker.OpenUntil(2, Start));
        Assert.Equal(BreakerPhase.Closed, _breaker.PhaseOf(0, Start));
    }

    [Fact]
    public void Failed_FarApart_DoNotAddUp()
    {
        Fail(2, Start);
        Fail(2, Start.AddSeconds(11));

        Assert.Equal(BreakerPhase.Closed, _breaker.PhaseOf(2, Start.AddSeconds(11)));
    }

    [Fact]
    public void Failed_WithAWait_OpensAtOnceForSoLongAndIsNeverShortened()
    {
        Fail(2, Start, retryAfter: 30);
        Fail(2, Start.AddSeconds(1), retryAfter: 5);
        Assert.Equal(Start.AddSeconds(30), _breaker.OpenUntil(2, Start.AddSeconds(1)));

        Fail(2, Start.AddSeconds(2), retryAfter: 60);
        Assert.Equal(Start.AddSeconds(62), _breaker.OpenUntil(2, Start.AddSeconds(2)));
        Assert.False(_breaker.TryPass(2, Start.AddSeconds(61)));
        Assert.True(_breaker.TryPass(2, Start.AddSeconds(62)));
    }

    [Fact]
    public void Failed_WithAWaitOfAYear_IsCutOffAtADay()
    {
        Fail(2, Start, retryAfter: 365 * 86_400);

        Assert.Equal(Start.AddDays(1), _breaker.OpenUntil(2, Start));
    }

    [Fact]
    public void Failed_WhatWasPaidForIsUsedUp_OpensAtOnceForMinutes()
    {
        _breaker.Failed(2, Start, ComputeFailure.QuotaExhausted, null, Start);

        Assert.Equal(Start.AddMinutes(5), _breaker.OpenUntil(2, Start));
    }

    [Fact]
    public void TryPass_ComingBack_LetsOnePastThenAHundredthThenATwentiethThenAQuarter()
    {
        Open(2);
        DateTimeOffset now = Start.AddSeconds(2);
        List<int> passed = [];
        for (int stage = 0; stage < 3; stage++)
        {
            passed.Add(Enumerable.Range(0, 1_000).Count(_ => _breaker.TryPass(2, now)));
            _breaker.Answered(2, now, now);
            now = now.AddSeconds(2.5);
        }

        Assert.Equal([10, 50, 250], passed);
        Assert.Equal(BreakerPhase.Closed, _breaker.PhaseOf(2, now));
        Assert.Equal(1_000, Enumerable.Range(0, 1_000).Count(_ => _breaker.TryPass(2, now)));
    }

    [Fact]
    public void TryPass_ComingBackWithoutAnAnswer_StaysInItsStage()
    {
        Open(2);
        DateTimeOffset now = Start.AddSeconds(2);
        Assert.True(_breaker.TryPass(2, now));

        Assert.Equal(0.01, ShareOf(2, now.AddMinutes(1)));
        _breaker.Answered(2, now, now.AddMinutes(1));
        Assert.Equal(0.05, ShareOf(2, now.AddMinutes(1)));
    }

    [Fact]
    public void TryPass_LittleTraffic_GetsAnAttemptEveryFiveSeconds()
    {
        Open(2);
        bool[] passed = [.. Enumerable.Range(2, 15)
            .Select(second => _breaker.TryPass(2, Start.AddSeconds(second)))];

        Assert.Equal([0, 5, 10], Enumerable.Range(0, 15).Where(i => passed[i]));
    }

    [Fact]
    public void Failed_ComingBack_OpensForTwiceAsLongEachTimeUpToAMinute()
    {
        Open(2);
        DateTimeOffset now = Start.AddSeconds(2);
        List<double> waits = [];
        for (int i = 0; i < 7; i++)
        {
            Assert.True(_breaker.TryPass(2, now));
            Fail(2, now);
            DateTimeOffset until = _breaker.OpenUntil(2, now)!.Value;
            waits.Add((until - now).TotalSeconds);
            now = until;
        }

        Assert.Equal([4, 8, 16, 32, 60, 60, 60], waits);
    }

    [Fact]
    public void Failed_ACallFromBeforeItOpened_TellsNothingOfNow()
    {
        Open(2);
        DateTimeOffset now = Start.AddSeconds(3);
        Assert.True(_breaker.TryPass(2, now));

        _breaker.Failed(2, Start.AddSeconds(-5), ComputeFailure.TimedOut, null, now);
        _breaker.Answered(2, Start.AddSeconds(-5), now);

        Assert.Equal(0.01, ShareOf(2, now.AddSeconds(3)));
    }

    [Fact]
    public void Failed_AfterALimit_BeginsToComeBackWithAQuarter()
    {
        _breaker.Failed(2, Start, ComputeFailure.RateLimited, TimeSpan.FromSeconds(7), Start);

        Assert.Equal(0, ShareOf(2, Start));
        Assert.Equal(0.25, ShareOf(2, Start.AddSeconds(7)));
    }

    [Fact]
    public void Failed_TwoEndpointsOfADomain_OpenItForAllOfThem()
    {
        Fail(0, Start);
        Assert.Equal(BreakerPhase.Closed, _breaker.PhaseOf(1, Start));

        Fail(1, Start.AddSeconds(9));

        Assert.Equal(BreakerPhase.Open, _breaker.PhaseOf(0, Start.AddSeconds(9)));
        Assert.Equal(BreakerPhase.Open, _breaker.PhaseOf(1, Start.AddSeconds(9)));
        Assert.Equal(BreakerPhase.Closed, _breaker.PhaseOf(2, Start.AddSeconds(9)));
        Assert.False(_breaker.TryPass(0, Start.AddSeconds(10)));
        Assert.True(_breaker.TryPass(0, Start.AddSeconds(11)));
        Assert.False(_breaker.TryPass(1, Start.AddSeconds(11)));
    }

    [Fact]
    public void Failed_TwoEndpointsOfADomainFarApartOrByTheirOwnLimits_DoNotOpenIt()
    {
        Fail(0, Start);
        Fail(1, Start.AddSeconds(11));
        Assert.Equal(BreakerPhase.Closed, _breaker.PhaseOf(0, Start.AddSeconds(11)));

        DateTimeOffset now = Start.AddMinutes(1);
        _breaker.Failed(0, now, ComputeFailure.RateLimited, null, now);
        _breaker.Failed(1, now, ComputeFailure.RateLimited, null, now);
        Assert.Equal(BreakerPhase.Closed, _breaker.PhaseOf(0, now));
    }

    [Fact]
    public void TryPass_ADomainsWay_IsNotUsedUpByAnEndpointThatIsClosedItself()
    {
        Fail(1, Start, retryAfter: 3_600);
        Fail(0, Start);
        Assert.Equal(BreakerPhase.Open, _breaker.PhaseOf(0, Start));

        DateTimeOffset now = Start.AddSeconds(2);
        Assert.All(Enumerable.Range(0, 50), _ => Assert.False(_breaker.TryPass(1, now)));
        Assert.True(_breaker.TryPass(0, now));
    }

    [Fact]
    public void PhaseOf_AClockThatWasSetBackByAYear_OpensWithinADayAndCountsFailuresAgain()
    {
        Fail(2, Start, retryAfter: 60);
        DateTimeOffset back = Start.AddDays(-365);
        Assert.Equal(back.AddDays(1), _breaker.OpenUntil(2, back));

        Breaker closed = new(["a"], new());
        closed.Failed(0, Start, ComputeFailure.Broken, TimeSpan.FromSeconds(1), Start);
        DateTimeOffset later = Start.AddSeconds(1);
        Return(closed, ref later);
        Assert.Equal(BreakerPhase.Closed, closed.PhaseOf(0, back));
        closed.Failed(0, back.AddSeconds(1), ComputeFailure.Broken, null, back.AddSeconds(1));
        closed.Failed(0, back.AddSeconds(1), ComputeFailure.Broken, null, back.AddSeconds(1));
        Assert.Equal(BreakerPhase.Open, closed.PhaseOf(0, back.AddSeconds(1)));
    }

    [Fact]
    public void AllCalls_OnceWarm_AllocateNothing()
    {
        double[] shares = new double[3];
        long sum = 0;
        for (int round = 0; round < 2; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 500; i++)
            {
                DateTimeOffset now = Start.AddSeconds(i);
                sum += _breaker.TryPass(i % 3, now) ? 1 : 0;
                _breaker.Answered(i % 3, now, now);
                _breaker.Failed((i + 1) % 3, now, ComputeFailure.Broken, null, now);
                _breaker.CopyShares(now, shares);
            }

            Assert.True(round == 0 || GC.GetAllocatedBytesForCurrentThread() == before);
        }

        Assert.InRange(sum, 1, 1_000);
    }

    private static void Return(Breaker breaker, ref DateTimeOffset now)
    {
        for (int i = 0; i < 4; i++)
        {
            breaker.TryPass(0, now);
            breaker.Answered(0, now, now);
            now = now.AddSeconds(2.5);
        }
    }

    private void Open(int endpoint)
    {
        Fail(endpoint, Start);
        Fail(endpoint, Start);
    }

    private void Fail(int endpoint, DateTimeOffset now, double? retryAfter = null) => _breaker.Failed(
        endpoint, now, ComputeFailure.Broken,
        retryAfter is { } seconds ? TimeSpan.FromSeconds(seconds) : null, now);

    private double ShareOf(int endpoint, DateTimeOffset now)
    {
        double[] shares = new double[3];
        _breaker.CopyShares(now, shares);
        return shares[endpoint];
    }
}
