using TradingBase.Journal;
using TradingBase.Risk;

namespace TradingBase.Desk;

/// <summary>Keeps the limits that were accepted: tighter ones at once, looser ones by a name.</summary>
/// <param name="configured">What the configuration says.</param>
/// <param name="store">One row.</param>
/// <param name="journal">The stream <c>limits</c>.</param>
/// <param name="alerts">Tells people.</param>
/// <param name="effective">What the wire keeps.</param>
/// <remarks>
/// In force is, property by property, the tighter one of accepted and configured. A tighter property is taken
/// over as soon as it is seen, so that loosening it again is a loosening. Thread-safe.
/// </remarks>
public sealed class LimitBook(
    RiskLimits configured, IStateStore store, IJournal journal, AlertBook alerts, EffectiveLimits effective)
{
    private const string Stream = "limits";
    private const string Partition = "limits";
    private const string Key = "accepted";
    private const string Configuration = "configuration";

    /// <summary>Reads what is in force, and takes over what the configuration tightened.</summary>
    /// <param name="atUtc">UTC; dates what is taken over.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    public async Task<RiskLimitSet> ReadAsync(DateTimeOffset atUtc, CancellationToken cancellationToken)
    {
        AcceptedLimits accepted = (await StatusAsync(atUtc, cancellationToken)).Accepted;
        RiskLimitSet? known = effective.Current;
        if (known is not null && LimitComparison.Differences(known.Desk, accepted.Limits).Count == 0)
        {
            return known;
        }

        RiskLimitSet set = new(accepted.Limits);
        effective.Current = set;
        return set;
    }

    /// <summary>Reads accepted and configured limits; takes over what is tighter.</summary>
    /// <param name="atUtc">UTC; dates what is taken over.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    public async Task<LimitStatus> StatusAsync(DateTimeOffset atUtc, CancellationToken cancellationToken)
    {
        AcceptedLimits? before = null;
        AcceptedLimits accepted = await store.ChangeRecordAsync<AcceptedLimits>(
            Partition, Key,
            present =>
            {
                before = present;
                return Tightened(present, atUtc);
            },
            cancellationToken);
        if (accepted != before)
        {
            await TellAsync("limits-tightened", before?.Limits, accepted, AlertSeverity.Warning,
                cancellationToken);
        }

        return new(accepted, configured, LimitComparison.Differences(accepted.Limits, configured));
    }

    /// <summary>Puts what is configured in force, looser or not.</summary>
    /// <param name="by">The person who accepts it.</param>
    /// <param name="why">A sentence.</param>
    /// <param name="atUtc">UTC.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    /// <returns>How things stand now; without a difference nothing changes.</returns>
    public async Task<LimitStatus> AcceptAsync(
        string by, string why, DateTimeOffset atUtc, CancellationToken cancellationToken)
    {
        Check.NotBlank(by);
        Check.NotBlank(why);
        LimitStatus status = await StatusAsync(atUtc, cancellationToken);
        if (status.Loosenings.Count == 0)
        {
            return status;
        }

        // Written down before anything may trade by it.
        AcceptedLimits next = new(configured, by, why, Check.Utc(atUtc));
        await TellAsync("limits-accepted", status.Accepted.Limits, next, AlertSeverity.Warning,
            cancellationToken);
        AcceptedLimits stands = await store.ChangeRecordAsync<AcceptedLimits>(
            Partition, Key,
            present => present is null || present.Hash == status.Accepted.Hash ? next : present,
            cancellationToken);
        effective.Current = new(stands.Limits);
        return new(stands, configured, LimitComparison.Differences(stands.Limits, configured));
    }

    // What changes nothing stays the very record, with whoever accepted it.
    private AcceptedLimits Tightened(AcceptedLimits? present, DateTimeOffset atUtc)
    {
        if (present is null)
        {
            return new(configured, Configuration, "The first limits of the desk.", Check.Utc(atUtc));
        }

        RiskLimits tight = LimitComparison.Tighter(present.Limits, configured);
        return LimitComparison.Differences(present.Limits, tight).Count == 0
            ? present
            : new(tight, Configuration, "The configuration is tighter.", Check.Utc(atUtc));
    }

    private async Task TellAsync(
        string kind, RiskLimits? before, AcceptedLimits next, AlertSeverity severity,
        CancellationToken cancellationToken)
    {
        IReadOnlyList<LimitChange> changes = before is null
            ? []
            : LimitComparison.Differences(before, next.Limits);
        string key = $"{kind}:{next.Hash[..16]}:{UtcJsonConverter.Write(next.AtUtc)}";
        await journal.AppendAsync(
            Stream, key, kind, next.AtUtc,
            new { next.By, next.Why, next.Hash, Changes = changes, next.Limits }, cancellationToken);
        if (before is not null)
        {
            await alerts.RaiseAsync(
                new(
                    $"limits:{key}", kind, severity,
                    $"Limits changed by {next.By}: {string.Join("; ", changes)}.", next.AtUtc),
                cancellationToken);
        }
    }
}
