namespace TradingBase.Compute;

/// <summary>What this process holds of one account's day.</summary>
/// <remarks>
/// Thread-safe. The fast way takes from the lease under a lock; the slow one renews the lease in the row.
/// </remarks>
internal sealed class BudgetPurse : IDisposable
{
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _renewal = new(1, 1);
    private readonly IStateStore _store;
    private readonly BudgetBookOptions _options;
    private readonly TimeProvider _clock;
    private readonly ITimer _flush;

    // Renewals whose outcome is unknown since the store's answer was lost, oldest first.
    private readonly List<Renewal> _doubtful = [];
    private string? _lease;
    private DateTimeOffset _expiresAt = DateTimeOffset.MinValue;
    private decimal _held;
    private decimal _left;
    private decimal _reserved;
    private decimal _spent;
    private int _open;
    private bool _armed;

    internal BudgetPurse(
        InferenceBudget budget, DateOnly day, IStateStore store, BudgetBookOptions options,
        TimeProvider clock)
    {
        (Budget, Day, _store, _options, _clock) = (budget, day, store, options, clock);
        Row = RowOf(budget, day);
        _flush = clock.CreateTimer(
            static purse => _ = ((BudgetPurse)purse!).FlushAtLeisureAsync(), this,
            Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    internal InferenceBudget Budget { get; }

    internal DateOnly Day { get; }

    internal string Row { get; }

    /// <summary>Whether nothing is held or under way, and everything was told.</summary>
    internal bool IsAtRest
    {
        get
        {
            lock (_lock)
            {
                return _open == 0 && _spent == 0 && _held == 0 && _doubtful.Count == 0;
            }
        }
    }

    /// <summary>Where an account's day is kept.</summary>
    internal static string RowOf(InferenceBudget budget, DateOnly day) =>
        $"{day:yyyy-MM-dd}:{StateKey.Escape(budget.Account)}";

    /// <inheritdoc/>
    public void Dispose()
    {
        _flush.Dispose();
        _renewal.Dispose();
    }

    /// <summary>Holds the worst case of a call.</summary>
    /// <returns>False where the budget has less than that.</returns>
    internal async ValueTask<bool> TryReserveAsync(decimal usd, CancellationToken cancellationToken)
    {
        if (TryTake(usd))
        {
            return true;
        }

        await _renewal.WaitAsync(cancellationToken);
        try
        {
            if (TryTake(usd))
            {
                return true;
            }

            await RenewAsync(usd, cancellationToken);
            return TryTake(usd);
        }
        finally
        {
            _renewal.Release();
        }
    }

    /// <summary>Begins a call that no budget holds back.</summary>
    internal void Enter()
    {
        lock (_lock)
        {
            _open++;
        }
    }

    /// <summary>Ends a reservation with what was billed.</summary>
    /// <param name="reservedUsd">What was held.</param>
    /// <param name="spentUsd">
    /// What was billed; more than was held where a provider counts its own way.
    /// </param>
    internal void Settle(decimal reservedUsd, decimal spentUsd)
    {
        lock (_lock)
        {
            _open--;
            _reserved -= reservedUsd;
            _spent += spentUsd;
            _left += reservedUsd - spentUsd;
            if (!_armed && _spent > 0)
            {
                // A way out spends without a lease, and is told soon all the same.
                Arm();
            }
        }
    }

    /// <summary>Tells the row what was spent, and gives back what no call under way needs.</summary>
    internal async Task FlushAsync(CancellationToken cancellationToken)
    {
        await _renewal.WaitAsync(cancellationToken);
        try
        {
            if (!IsAtRest)
            {
                await RenewAsync(wanted: null, cancellationToken);
            }
        }
        finally
        {
            _renewal.Release();
        }
    }

    private bool TryTake(decimal usd)
    {
        lock (_lock)
        {
            // What costs nothing needs no money.
            if (usd > 0 && (_left < usd || _clock.GetUtcNow() >= _expiresAt))
            {
                return false;
            }

            _open++;
            _left -= usd;
            _reserved += usd;
            return true;
        }
    }

    // One change: the present lease is settled with what was spent, and the next one covers what is under way
    // and what is wanted. Until the row has answered nothing else is taken. Where its answer is lost the next
    // change looks for what became of this one.
    private async Task RenewAsync(decimal? wanted, CancellationToken cancellationToken)
    {
        string id = Guid.NewGuid().ToString("N");
        BudgetLease given = new(id, 0, DateTimeOffset.MinValue);
        decimal told = 0;
        Renewal[] doubtful = [.. _doubtful];
        await _store.ChangeRecordAsync<BudgetState>(BudgetBook.Partition, Row, present =>
        {
            DateTimeOffset now = _clock.GetUtcNow();
            BudgetState state = (present ?? BudgetState.New).At(now, _options.Skew);
            Renewal? landed = doubtful.LastOrDefault(renewal => state.Knows(renewal.Id));
            lock (_lock)
            {
                (_left, _expiresAt) = (0, DateTimeOffset.MinValue);
                told = _spent;
                state = state.Settle(landed?.Id ?? _lease, told - (landed?.SpentUsd ?? 0));
                decimal free = Budget.UsdPerDay - state.SpentUsd - state.HeldUsd - _reserved;
                decimal more = wanted is { } need && need <= free
                    ? need + Math.Min(Budget.UsdPerDay * _options.Slice, (free - need) / 8)
                    : 0;
                given = new(id, _reserved + more, now + _options.LeaseLife);
                _doubtful.RemoveAll(renewal => renewal.Id == id);
                _doubtful.Add(new(id, told));
            }

            return state.Lease(given);
        }, cancellationToken);
        lock (_lock)
        {
            _doubtful.Clear();
            (_lease, _held, _expiresAt) = (given.Id, given.Usd, given.ExpiresAt);
            _spent -= told;
            _left = given.Usd - _reserved - _spent;
            if (_held > 0 || _spent > 0)
            {
                Arm();
            }
        }
    }

    private void Arm()
    {
        _armed = true;
        _flush.Change(_options.LeaseLife / 2, Timeout.InfiniteTimeSpan);
    }

    private async Task FlushAtLeisureAsync()
    {
        lock (_lock)
        {
            _armed = false;
        }

        try
        {
            await FlushAsync(CancellationToken.None);
        }
        catch (TradingBaseException)
        {
            // The next renewal tells the row; a lease that runs out until then counts as spent whole.
        }
        catch (ObjectDisposedException)
        {
            // The book was closed, and told the row then.
        }
    }

    private sealed record Renewal(string Id, decimal SpentUsd);
}
