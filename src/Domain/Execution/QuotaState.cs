namespace TradingBase.Execution;

/// <summary>
/// The shared row of one bucket: tokens, who holds how many of them, and whether all must wait.
/// </summary>
/// <param name="Tokens">Tokens that nobody holds; zero or more.</param>
/// <param name="FilledAt">Up to when it was filled, UTC; never goes back.</param>
/// <param name="PausedUntil">Nobody may take any before it, UTC; null when the venue is at ease.</param>
/// <param name="Leases">What processes hold; tokens and leases together never exceed the burst.</param>
internal sealed record QuotaState(
    decimal Tokens, DateTimeOffset FilledAt, DateTimeOffset? PausedUntil, IReadOnlyList<QuotaLease> Leases)
{
    private decimal Held => Leases.Sum(lease => lease.Tokens);

    /// <summary>A bucket that nobody has used yet.</summary>
    internal static QuotaState New(QuotaBucket bucket, DateTimeOffset now) =>
        new(bucket.Burst, now, null, []);

    /// <summary>Lets time pass: fills up, and forgets leases that have run out for every clock.</summary>
    /// <remarks>
    /// In the order of events: until a lease is forgotten its tokens take up room, used or not, or else a
    /// window could see them and a full bucket besides.
    /// </remarks>
    internal QuotaState At(QuotaBucket bucket, DateTimeOffset now)
    {
        QuotaState state = this;
        foreach (QuotaLease lease in Leases.OrderBy(lease => lease.ExpiresAt))
        {
            DateTimeOffset forgottenAt = lease.ExpiresAt + (2 * bucket.Skew);
            if (forgottenAt <= now)
            {
                state = state.Fill(bucket, forgottenAt) with
                {
                    Leases = [.. state.Leases.Where(other => other != lease)],
                };
            }
        }

        return state.Fill(bucket, now);
    }

    /// <summary>Takes a holder's lease back with what it did not use.</summary>
    internal QuotaState Return(QuotaBucket bucket, string holder, decimal unused)
    {
        QuotaLease? lease = Leases.FirstOrDefault(lease => lease.Holder == holder);
        if (lease is null)
        {
            return this;
        }

        QuotaLease[] others = [.. Leases.Where(other => other != lease)];
        decimal room = bucket.Burst - others.Sum(other => other.Tokens);
        decimal back = Math.Min(unused, lease.Tokens);
        return this with { Tokens = Math.Min(Tokens + back, room), Leases = others };
    }

    /// <summary>Leases tokens to a holder.</summary>
    /// <param name="bucket">The limit.</param>
    /// <param name="holder">Which process; holds no lease.</param>
    /// <param name="least">What it needs now.</param>
    /// <param name="priority">Whether the reserve is open to it.</param>
    /// <param name="now">UTC, by the holder's clock.</param>
    /// <returns>The next row, or null where there is not enough.</returns>
    internal QuotaState? Lease(
        QuotaBucket bucket, string holder, decimal least, QuotaPriority priority, DateTimeOffset now)
    {
        decimal free = priority is QuotaPriority.Exit ? Tokens : Tokens - bucket.Reserve;
        if (free < least || PausedUntil > now)
        {
            return null;
        }

        // A way out takes what it needs and no more: what lies in the reserve is not for the next new order.
        decimal wanted = priority is QuotaPriority.Exit ? least : Math.Max(least, bucket.Chunk);
        decimal taken = Math.Min(wanted, free);
        return this with
        {
            Tokens = Tokens - taken,
            Leases = [.. Leases, new(holder, taken, now + bucket.LeaseLife)],
        };
    }

    /// <summary>How long it takes until there is enough.</summary>
    internal TimeSpan WaitFor(
        QuotaBucket bucket, decimal least, QuotaPriority priority, DateTimeOffset now)
    {
        decimal missing = least + (priority is QuotaPriority.Exit ? 0 : bucket.Reserve) - Tokens;
        TimeSpan fill = TimeSpan.FromSeconds((double)(Math.Max(missing, 0) / bucket.Rate));
        TimeSpan pause = PausedUntil is { } until && until > now ? until - now : TimeSpan.Zero;
        TimeSpan wait = fill > pause ? fill : pause;
        return wait > TimeSpan.FromMilliseconds(1) ? wait : TimeSpan.FromMilliseconds(1);
    }

    /// <summary>Believes a venue that says less is left than this row does.</summary>
    internal QuotaState Lower(decimal left) =>
        this with { Tokens = Math.Min(Tokens, Math.Max(left - Held, 0)) };

    private QuotaState Fill(QuotaBucket bucket, DateTimeOffset until)
    {
        if (until <= FilledAt)
        {
            return this;
        }

        decimal filled = Tokens + (bucket.Rate * (decimal)(until - FilledAt).TotalSeconds);
        return this with { Tokens = Math.Min(filled, Math.Max(bucket.Burst - Held, 0)), FilledAt = until };
    }
}
