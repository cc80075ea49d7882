namespace TradingBase.Compute;

/// <summary>The shared row of one account and day.</summary>
/// <param name="SpentUsd">What was billed and told.</param>
/// <param name="Leases">What processes may still spend.</param>
/// <param name="Lapsed">
/// Leases that ran out untold: they count as spent whole, since nobody knows better, until their process
/// does.
/// </param>
/// <remarks>Spent, leases and lapsed ones are never more than the budget when one is leased.</remarks>
internal sealed record BudgetState(
    decimal SpentUsd, IReadOnlyList<BudgetLease> Leases, IReadOnlyList<BudgetLease> Lapsed)
{
    // A process that is lost leaves one each: more than these are thousands of lost processes in a day.
    private const int MostLapsed = 1_000;

    /// <summary>A day on which nothing was spent.</summary>
    internal static BudgetState New { get; } = new(0, [], []);

    /// <summary>What is held by processes, live or lost.</summary>
    internal decimal HeldUsd => Leases.Sum(lease => lease.Usd) + Lapsed.Sum(lease => lease.Usd);

    /// <summary>Whether a lease was given and not settled.</summary>
    internal bool Knows(string id) =>
        Leases.Any(lease => lease.Id == id) || Lapsed.Any(lease => lease.Id == id);

    /// <summary>Lets time pass: leases that have run out for every clock are lapsed.</summary>
    internal BudgetState At(DateTimeOffset now, TimeSpan skew)
    {
        BudgetLease[] ended = [.. Leases.Where(lease => lease.ExpiresAt + skew <= now)];
        if (ended.Length == 0)
        {
            return this;
        }

        BudgetLease[] lapsed = [.. Lapsed, .. ended.Where(lease => lease.Usd > 0)];
        int forgotten = Math.Max(lapsed.Length - MostLapsed, 0);
        return new(
            SpentUsd + lapsed.Take(forgotten).Sum(lease => lease.Usd),
            [.. Leases.Except(ended)],
            [.. lapsed.Skip(forgotten)]);
    }

    /// <summary>Ends a lease with what was spent of it.</summary>
    /// <param name="id">Which one, or null for money that was spent without one.</param>
    /// <param name="spentUsd">What was billed.</param>
    /// <returns>The next row; this one where the lease counts as spent whole for good.</returns>
    internal BudgetState Settle(string? id, decimal spentUsd) => id is not null && !Knows(id)
        ? this
        : new(
            SpentUsd + spentUsd,
            [.. Leases.Where(lease => lease.Id != id)],
            [.. Lapsed.Where(lease => lease.Id != id)]);

    /// <summary>Leases money.</summary>
    internal BudgetState Lease(BudgetLease lease) => this with { Leases = [.. Leases, lease] };
}
