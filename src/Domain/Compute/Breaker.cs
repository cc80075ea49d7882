namespace TradingBase.Compute;

/// <summary>Says which endpoints may be asked, by how they and what fails with them did.</summary>
/// <remarks>
/// Each endpoint has a breaker, and so has each failure domain of two or more: that one opens when two of its
/// endpoints fail within the window, other than by a limit of their own. Thread-safe; nothing is allocated
/// after it was made. Endpoints are known by their place in the table.
/// </remarks>
public sealed class Breaker
{
    private readonly Lock _gate = new();
    private readonly BreakerOptions _options;
    private readonly BreakerState[] _endpoints;
    private readonly BreakerState[] _domains;
    private readonly int[] _domainOf;
    private readonly long[] _failedAt;

    /// <summary>Begins with all closed.</summary>
    /// <param name="failureDomains">Each endpoint's failure domain, by its place in the table.</param>
    /// <param name="options">The bounds.</param>
    public Breaker(IReadOnlyList<string> failureDomains, BreakerOptions options)
    {
        ArgumentNullException.ThrowIfNull(failureDomains);
        ArgumentNullException.ThrowIfNull(options);
        string[] shared = [.. failureDomains
            .GroupBy(name => name, StringComparer.Ordinal).Where(group => group.Count() > 1)
            .Select(group => group.Key)];
        _options = options;
        _endpoints = new BreakerState[failureDomains.Count];
        _domains = new BreakerState[shared.Length];
        _domainOf = [.. failureDomains.Select(name => Array.IndexOf(shared, name))];
        _failedAt = new long[failureDomains.Count];
        Array.Fill(_failedAt, long.MinValue / 2);
    }

    /// <summary>
    /// Whether an endpoint is asked, as the stricter of its own breaker and its domain's says.
    /// </summary>
    public BreakerPhase PhaseOf(int endpoint, DateTimeOffset now)
    {
        lock (_gate)
        {
            Move(endpoint, now.UtcTicks);
            BreakerPhase own = _endpoints[endpoint].Phase;
            BreakerPhase whole = _domainOf[endpoint] < 0 ? own : _domains[_domainOf[endpoint]].Phase;
            return own is BreakerPhase.Open || whole is BreakerPhase.Open ? BreakerPhase.Open
                : own is BreakerPhase.HalfOpen ? own : whole;
        }
    }

    /// <summary>Until when an endpoint is left alone.</summary>
    /// <returns>UTC; null when it is not.</returns>
    public DateTimeOffset? OpenUntil(int endpoint, DateTimeOffset now)
    {
        lock (_gate)
        {
            Move(endpoint, now.UtcTicks);
            int domain = _domainOf[endpoint];
            long until = Math.Max(Until(_endpoints[endpoint]), domain < 0 ? 0 : Until(_domains[domain]));
            return until > 0 ? new DateTimeOffset(until, TimeSpan.Zero) : null;
        }

        static long Until(BreakerState state) => state.Phase is BreakerPhase.Open ? state.OpenUntil : 0;
    }

    /// <summary>Writes what share of its traffic each endpoint may have now, 0 to 1.</summary>
    /// <param name="now">UTC.</param>
    /// <param name="shares">One for each endpoint.</param>
    public void CopyShares(DateTimeOffset now, Span<double> shares)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(shares.Length, _endpoints.Length);
        lock (_gate)
        {
            for (int i = 0; i < shares.Length; i++)
            {
                if (Passes(i, now.UtcTicks))
                {
                    shares[i] = 1;
                    continue;
                }

                Move(i, now.UtcTicks);
                double whole = _domainOf[i] < 0 ? 1 : _domains[_domainOf[i]].Share(_options);
                shares[i] = Math.Min(_endpoints[i].Share(_options), whole);
            }
        }
    }

    /// <summary>
    /// Asks whether a call may go to an endpoint; to be asked once for each that was chosen.
    /// </summary>
    /// <param name="endpoint">Place in the table.</param>
    /// <param name="now">UTC.</param>
    public bool TryPass(int endpoint, DateTimeOffset now)
    {
        lock (_gate)
        {
            if (Passes(endpoint, now.UtcTicks))
            {
                return true;
            }

            int domain = _domainOf[endpoint];
            BreakerState whole = default;
            if (domain >= 0)
            {
                whole = _domains[domain].Ask(now.UtcTicks, _options, out bool through);
                if (!through)
                {
                    _domains[domain] = whole;
                    return false;
                }
            }

            _endpoints[endpoint] = _endpoints[endpoint].Ask(now.UtcTicks, _options, out bool passes);
            if (passes && domain >= 0)
            {
                // Only now: a way through the domain is not used up by an endpoint that is closed itself.
                _domains[domain] = whole;
            }

            return passes;
        }
    }

    /// <summary>Tells of a whole answer.</summary>
    /// <param name="endpoint">Place in the table.</param>
    /// <param name="startedAt">When its call began, UTC.</param>
    /// <param name="now">UTC.</param>
    public void Answered(int endpoint, DateTimeOffset startedAt, DateTimeOffset now)
    {
        lock (_gate)
        {
            int domain = _domainOf[endpoint];
            _endpoints[endpoint] = _endpoints[endpoint].Answer(startedAt.UtcTicks, now.UtcTicks, _options);
            if (domain >= 0)
            {
                _domains[domain] = _domains[domain].Answer(startedAt.UtcTicks, now.UtcTicks, _options);
            }
        }
    }

    /// <summary>Tells of a failure that another endpoint might not have.</summary>
    /// <param name="endpoint">Place in the table.</param>
    /// <param name="startedAt">When its call began, UTC.</param>
    /// <param name="failure">What it was.</param>
    /// <param name="retryAfter">When it wants to be asked again; null where it did not say.</param>
    /// <param name="now">UTC.</param>
    public void Failed(
        int endpoint, DateTimeOffset startedAt, ComputeFailure failure, TimeSpan? retryAfter,
        DateTimeOffset now)
    {
        long ticks = now.UtcTicks;
        lock (_gate)
        {
            _endpoints[endpoint] =
                _endpoints[endpoint].Fail(startedAt.UtcTicks, ticks, failure, retryAfter, _options);
            int domain = _domainOf[endpoint];
            if (domain < 0 || failure is ComputeFailure.RateLimited or ComputeFailure.QuotaExhausted)
            {
                return;
            }

            BreakerState whole = _domains[domain].At(ticks, _options);
            if (startedAt.UtcTicks >= whole.OpenUntil)
            {
                _failedAt[endpoint] = ticks;
                whole = TwoFail(domain, ticks) ? whole.Trip(ticks, 0, failure, _options) : whole;
            }

            _domains[domain] = whole;
        }
    }

    private bool TwoFail(int domain, long now)
    {
        int failing = 0;
        for (int i = 0; i < _failedAt.Length; i++)
        {
            // What failed before it opened is what opened it.
            failing += _domainOf[i] == domain && now - _failedAt[i] <= _options.FailureWindow.Ticks
                && _failedAt[i] >= _domains[domain].OpenUntil ? 1 : 0;
        }

        return failing >= 2;
    }

    private bool Passes(int endpoint, long now) => _endpoints[endpoint].Passes(now)
        && (_domainOf[endpoint] < 0 || _domains[_domainOf[endpoint]].Passes(now));

    private void Move(int endpoint, long now)
    {
        int domain = _domainOf[endpoint];
        _endpoints[endpoint] = _endpoints[endpoint].At(now, _options);
        if (domain >= 0)
        {
            _domains[domain] = _domains[domain].At(now, _options);
        }
    }
}
