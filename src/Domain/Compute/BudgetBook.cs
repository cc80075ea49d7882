namespace TradingBase.Compute;

/// <summary>Holds inference to budgets per day, for all processes of the desk together.</summary>
/// <remarks>
/// Thread-safe. The worst case of a call is reserved before it, what was billed is settled after it.
/// Processes lease slices of a budget from one compare-and-swap row per account and day, so that most calls
/// meet no store. A day is a calendar day, UTC, by the wall clock: a bill has no desk time.
/// </remarks>
public sealed class BudgetBook : IAsyncDisposable, IDisposable
{
    internal const string Partition = "budgets";

    private readonly Lock _lock = new();
    private readonly Dictionary<string, InferenceBudget> _budgets;
    private readonly IStateStore _store;
    private readonly BudgetBookOptions _options;
    private readonly TimeProvider _clock;
    private readonly Dictionary<(string Account, DateOnly Day), BudgetPurse> _purses = [];

    /// <summary>Opens the book; nothing is read yet.</summary>
    /// <param name="budgets">At most one for each account; an account without one has no bound.</param>
    /// <param name="store">Where all processes meet.</param>
    /// <param name="options">How they share.</param>
    /// <param name="clock">This process's clock.</param>
    /// <exception cref="ArgumentException">Two budgets are of one account.</exception>
    public BudgetBook(
        IEnumerable<InferenceBudget> budgets, IStateStore store, BudgetBookOptions options,
        TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(budgets);
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(clock);
        (_store, _options, _clock) = (store, options, clock);
        _budgets = budgets.ToDictionary(budget => budget.Account, StringComparer.Ordinal);
    }

    /// <summary>Holds the worst case of a call in every account that it is charged to.</summary>
    /// <param name="request">Names market and analyst; an exit is never refused, and never waits.</param>
    /// <param name="worstUsd">The most that it can be billed, US dollars; zero or more.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    /// <returns>The money, or which budget has too little.</returns>
    /// <exception cref="TradingBaseException">The store did not answer.</exception>
    public async ValueTask<BudgetVerdict> ReserveAsync(
        InferenceRequest request, decimal worstUsd, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        Check.NotNegative(worstUsd);
        BudgetPurse[] purses = PursesOf(request);
        if (request.Priority is InferencePriority.Exit)
        {
            foreach (BudgetPurse purse in purses)
            {
                purse.Enter();
            }

            return new(new(purses, 0), null);
        }

        for (int i = 0; i < purses.Length; i++)
        {
            bool held = false;
            try
            {
                held = await purses[i].TryReserveAsync(worstUsd, cancellationToken);
            }
            finally
            {
                if (!held)
                {
                    new BudgetReservation(purses[..i], worstUsd).Dispose();
                }
            }

            if (!held)
            {
                return new(null, FormattableString.Invariant(
                    $"The budget of {purses[i].Budget.Account} for {purses[i].Day:yyyy-MM-dd}, ")
                    + FormattableString.Invariant(
                        $"{purses[i].Budget.UsdPerDay} USD, has less than {worstUsd} USD left."));
            }
        }

        return new(new(purses, worstUsd), null);
    }

    /// <summary>How the budgets of today stand.</summary>
    /// <returns>Ordered by account; what other processes spent since their last word shows as held.</returns>
    public async Task<IReadOnlyList<BudgetStanding>> ReadAsync(CancellationToken cancellationToken)
    {
        DateOnly today = Today();
        List<BudgetStanding> standings = [];
        foreach (InferenceBudget budget in
            _budgets.Values.OrderBy(one => one.Account, StringComparer.Ordinal))
        {
            BudgetState? state = await _store.FindRecordAsync<BudgetState>(
                Partition, BudgetPurse.RowOf(budget, today), cancellationToken);
            standings.Add(new(
                budget.Account, today, budget.UsdPerDay, state?.SpentUsd ?? 0, state?.HeldUsd ?? 0));
        }

        return standings;
    }

    /// <summary>Tells the rows what was spent, and gives back what no call under way needs.</summary>
    /// <exception cref="TradingBaseException">The store did not answer.</exception>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        BudgetPurse[] purses;
        lock (_lock)
        {
            purses = [.. _purses.Values];
        }

        foreach (BudgetPurse purse in purses)
        {
            await purse.FlushAsync(cancellationToken);
        }
    }

    /// <summary>Gives back what it can; what it cannot counts as spent.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await FlushAsync(CancellationToken.None);
        }
        catch (TradingBaseException)
        {
            // The store is gone before us: the leases lapse, and count as spent whole.
        }

        Dispose();
    }

    /// <summary>Closes it as it is: leases that nobody gave back lapse, and count as spent whole.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            foreach (BudgetPurse purse in _purses.Values)
            {
                purse.Dispose();
            }
        }
    }

    private DateOnly Today() => DateOnly.FromDateTime(_clock.GetUtcNow().UtcDateTime);

    private BudgetPurse[] PursesOf(InferenceRequest request)
    {
        DateOnly today = Today();
        lock (_lock)
        {
            List<BudgetPurse> purses = new(3);
            Add(purses, InferenceBudget.Desk, today);
            if (request.Market is { } market)
            {
                Add(purses, InferenceBudget.OfMarket(market), today);
            }

            if (request.Analyst is { } analyst)
            {
                Add(purses, InferenceBudget.OfAnalyst(analyst), today);
            }

            return [.. purses];
        }
    }

    private void Add(List<BudgetPurse> purses, string account, DateOnly today)
    {
        if (!_budgets.TryGetValue(account, out InferenceBudget? budget))
        {
            return;
        }

        if (!_purses.TryGetValue((account, today), out BudgetPurse? purse))
        {
            ForgetFormerDays(account, today);
            purse = new(budget, today, _store, _options, _clock);
            _purses.Add((account, today), purse);
        }

        purses.Add(purse);
    }

    private void ForgetFormerDays(string account, DateOnly today)
    {
        (string, DateOnly)[] over = [.. _purses
            .Where(one => one.Key.Account == account && one.Key.Day < today && one.Value.IsAtRest)
            .Select(one => one.Key)];
        foreach ((string, DateOnly) key in over)
        {
            _purses[key].Dispose();
            _purses.Remove(key);
        }
    }
}
