namespace TradingBase.Execution;

/// <summary>What this process holds of one bucket.</summary>
/// <param name="bucket">The limit.</param>
/// <param name="partition">Where its row is.</param>
/// <param name="holder">Which process this is.</param>
/// <param name="store">Where all processes meet.</param>
/// <param name="clock">This process's clock.</param>
internal sealed class QuotaPurse(
    QuotaBucket bucket, string partition, string holder, IStateStore store, TimeProvider clock)
{
    private readonly Turnstile _gate = new();
    private decimal _left;
    private DateTimeOffset _expiresAt = DateTimeOffset.MinValue;

    /// <summary>Takes tokens from the lease, or from a new one.</summary>
    /// <returns>Zero when they were taken, else how long to wait before asking again.</returns>
    internal async Task<TimeSpan> TryTakeAsync(
        decimal weight, QuotaPriority priority, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(
            weight, priority is QuotaPriority.Exit ? bucket.Burst : bucket.Burst - bucket.Reserve);
        await _gate.EnterAsync(cancellationToken);
        try
        {
            if (Check.NotNegative(weight) == 0 || Pays(weight))
            {
                return TimeSpan.Zero;
            }

            TimeSpan wait = await RenewAsync(weight, priority, cancellationToken);
            return wait > TimeSpan.Zero || Pays(weight) ? wait : TimeSpan.FromMilliseconds(1);
        }
        finally
        {
            _gate.Leave();
        }
    }

    internal Task LearnAsync(decimal left, CancellationToken cancellationToken) =>
        left >= bucket.Burst
            ? Task.CompletedTask // What is known and held together is never more than the burst.
            : ChangeAsync(state => state.Lower(left), () => _left = Math.Min(_left, left), cancellationToken);

    internal Task PauseAsync(DateTimeOffset until, CancellationToken cancellationToken) =>
        ChangeAsync(
            state => state.PausedUntil >= until ? state : state with { PausedUntil = until },
            () => _expiresAt = DateTimeOffset.MinValue,
            cancellationToken);

    internal Task ReturnAsync(CancellationToken cancellationToken)
    {
        decimal unused = 0;
        return ChangeAsync(
            state => state.Return(bucket, holder, unused),
            () => (unused, _left, _expiresAt) = (_left, 0, DateTimeOffset.MinValue),
            cancellationToken);
    }

    private bool Pays(decimal weight)
    {
        if (clock.GetUtcNow() >= _expiresAt || _left < weight)
        {
            return false;
        }

        _left -= weight;
        return true;
    }

    private async Task<TimeSpan> RenewAsync(
        decimal weight, QuotaPriority priority, CancellationToken cancellationToken)
    {
        TimeSpan wait = TimeSpan.Zero;
        QuotaLease? lease = null;
        decimal unused = _left;

        // If the store's answer is lost the tokens are too: given back twice they would be more than there
        // are.
        (_left, _expiresAt) = (0, DateTimeOffset.MinValue);
        await store.ChangeRecordAsync<QuotaState>(partition, bucket.Name, present =>
        {
            DateTimeOffset now = clock.GetUtcNow();
            QuotaState state = (present ?? QuotaState.New(bucket, now)).At(bucket, now)
                .Return(bucket, holder, unused);
            QuotaState? leased = state.Lease(bucket, holder, weight, priority, now);
            lease = leased?.Leases[^1];
            wait = leased is null ? state.WaitFor(bucket, weight, priority, now) : TimeSpan.Zero;
            return leased ?? state;
        }, cancellationToken);
        if (lease is not null)
        {
            (_left, _expiresAt) = (lease.Tokens, lease.ExpiresAt);
        }

        return wait;
    }

    private async Task ChangeAsync(
        Func<QuotaState, QuotaState> change, Action first, CancellationToken cancellationToken)
    {
        await _gate.EnterAsync(cancellationToken);
        try
        {
            first();
            await store.ChangeRecordAsync<QuotaState>(partition, bucket.Name, present =>
            {
                DateTimeOffset now = clock.GetUtcNow();
                return change((present ?? QuotaState.New(bucket, now)).At(bucket, now));
            }, cancellationToken);
        }
        finally
        {
            _gate.Leave();
        }
    }
}
