namespace TradingBase.Compute;

/// <summary>How one breaker stands; each change gives the next state, and chance has no part in it.</summary>
/// <remarks>
/// Closed, it opens after some failures in a row, or at once when it is told to wait. Open, nothing goes
/// through until its time is over, which only grows. Half-open, each stage lets a share through and ends
/// after its time, given an answer; a failure opens it again, for twice as long. Calls that began before it
/// opened tell nothing of now, but the wait that they are told holds.
/// The default is closed. Source: Nygard, <i>Release It!</i>, the circuit breaker; the share is a token
/// bucket of one.
/// </remarks>
internal readonly record struct BreakerState
{
    private const int Whole = 1_000_000;

    internal BreakerPhase Phase { get; private init; }

    /// <summary>Until when it is, or was last, open, ticks, UTC; zero if never.</summary>
    internal long OpenUntil { get; private init; }

    internal int Stage { get; private init; }

    private int Failures { get; init; }

    private long LastFailure { get; init; }

    private int FirstStage { get; init; }

    private int Returns { get; init; }

    private long StageSince { get; init; }

    private bool Answered { get; init; }

    private int Credit { get; init; }

    private long NextAttempt { get; init; }

    /// <summary>What share goes through now.</summary>
    internal double Share(BreakerOptions options) => Phase switch
    {
        BreakerPhase.Closed => 1,
        BreakerPhase.HalfOpen => options.Shares[Stage],
        _ => 0,
    };

    /// <summary>Whether it is closed and no more is to be thought of: the common case.</summary>
    internal bool Passes(long now) => Phase is BreakerPhase.Closed && OpenUntil <= now;

    /// <summary>Lets time pass.</summary>
    internal BreakerState At(long now, BreakerOptions options)
    {
        if (Phase is BreakerPhase.Open)
        {
            // A clock that was set back may not hold it open for longer than anything may.
            long longest = Math.Max(
                Math.Max(options.OpenForAtMost.Ticks, options.OpenForQuota.Ticks),
                options.RetryAfterAtMost.Ticks);
            BreakerState open = OpenUntil - now > longest ? this with { OpenUntil = now + longest } : this;
            return now < open.OpenUntil ? open : open.Begin(open.FirstStage, now);
        }

        if (OpenUntil > now)
        {
            // Set back as well: what begins from now on is news again.
            return this with
            {
                OpenUntil = now,
                StageSince = Math.Min(StageSince, now),
                NextAttempt = Math.Min(NextAttempt, now + options.AttemptEvery.Ticks),
            };
        }

        if (Phase is BreakerPhase.Closed || !Answered || now - StageSince < options.StageFor.Ticks)
        {
            return this;
        }

        return Stage + 1 < options.Shares.Count
            ? Begin(Stage + 1, now)
            : new() { OpenUntil = OpenUntil };
    }

    /// <summary>Asks for a way through.</summary>
    /// <returns>The next state, which has counted the question, whatever the answer.</returns>
    internal BreakerState Ask(long now, BreakerOptions options, out bool through)
    {
        BreakerState next = At(now, options);
        if (next.Phase is not BreakerPhase.HalfOpen)
        {
            through = next.Phase is BreakerPhase.Closed;
            return next;
        }

        int share = (int)Math.Round(options.Shares[next.Stage] * Whole);
        int credit = Math.Min(next.Credit + share, Whole);
        through = credit >= Whole || now >= next.NextAttempt;
        return next with
        {
            Credit = through ? Math.Max(0, credit - Whole) : credit,
            NextAttempt = through ? now + options.AttemptEvery.Ticks : next.NextAttempt,
        };
    }

    /// <summary>Takes a whole answer in.</summary>
    /// <param name="startedAt">When its call began, ticks, UTC.</param>
    /// <param name="now">Ticks, UTC.</param>
    /// <param name="options">The bounds.</param>
    internal BreakerState Answer(long startedAt, long now, BreakerOptions options)
    {
        BreakerState next = At(now, options);
        return next.Phase switch
        {
            BreakerPhase.Closed => next with { Failures = 0 },
            BreakerPhase.HalfOpen when startedAt >= next.OpenUntil => next with { Answered = true },
            _ => next,
        };
    }

    /// <summary>Takes a failure in.</summary>
    /// <param name="startedAt">When its call began, ticks, UTC.</param>
    /// <param name="now">Ticks, UTC.</param>
    /// <param name="failure">What it was: after a limit it begins to come back with the last stage.</param>
    /// <param name="retryAfter">When it wants to be asked again; null where it did not say.</param>
    /// <param name="options">The bounds.</param>
    internal BreakerState Fail(
        long startedAt, long now, ComputeFailure failure, TimeSpan? retryAfter, BreakerOptions options)
    {
        BreakerState next = At(now, options);
        long told = Math.Clamp(retryAfter?.Ticks ?? 0, 0, options.RetryAfterAtMost.Ticks);
        if (startedAt < next.OpenUntil)
        {
            return told > 0 ? next.Open(now + told, failure, options) : next;
        }

        int failures = now - next.LastFailure <= options.FailureWindow.Ticks ? next.Failures + 1 : 1;
        bool atOnce = told > 0 || failure is ComputeFailure.QuotaExhausted
            || next.Phase is BreakerPhase.HalfOpen;
        if (!atOnce && failures < options.FailuresToOpen)
        {
            return next with { Failures = failures, LastFailure = now };
        }

        return next.Trip(now, told, failure, options);
    }

    /// <summary>Opens it, for longer after each return that failed.</summary>
    internal BreakerState Trip(long now, long told, ComputeFailure failure, BreakerOptions options)
    {
        int returns = Phase is BreakerPhase.HalfOpen ? Math.Min(Returns + 1, 30) : Returns;
        double own = failure is ComputeFailure.QuotaExhausted
            ? options.OpenForQuota.Ticks
            : Math.Min(options.OpenFor.Ticks * Math.Pow(2, returns), options.OpenForAtMost.Ticks);
        return (this with { Returns = returns }).Open(now + (told > 0 ? told : (long)own), failure, options);
    }

    // A wait that it was told is never shortened by a later, shorter one.
    private BreakerState Open(long until, ComputeFailure failure, BreakerOptions options)
    {
        int stage = failure is ComputeFailure.RateLimited ? options.Shares.Count - 1 : 0;
        return new()
        {
            Phase = BreakerPhase.Open,
            OpenUntil = Math.Max(OpenUntil, until),
            FirstStage = Phase is BreakerPhase.Closed ? stage : Math.Min(stage, FirstStage),
            Returns = Returns,
        };
    }

    private BreakerState Begin(int stage, long now) => this with
    {
        Phase = BreakerPhase.HalfOpen,
        Stage = stage,
        StageSince = now,
        Answered = false,
        Credit = 0,
        NextAttempt = stage == FirstStage ? now : NextAttempt,
    };
}
