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
/// over as soon as it is seen, so that loosening it again is a loosening. Every change is journalled and told
/// before its row is written, under a key that is made of the row before and the limits after: who crashes
/// between them finds the line and goes on. Thread-safe.
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
        AcceptedLimits accepted = await TakeOverAsync(atUtc, cancellationToken);
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
    /// <param name="running">Which program and configuration ask.</param>
    /// <param name="atUtc">UTC; dates what is taken over.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    public async Task<LimitStatus> StatusAsync(
        RunningVersion running, DateTimeOffset atUtc, CancellationToken cancellationToken) =>
        StatusOf(running, await TakeOverAsync(atUtc, cancellationToken));

    /// <summary>Reads accepted and configured limits and changes nothing.</summary>
    /// <param name="running">Which program and configuration ask.</param>
    /// <param name="cancellationToken">Abandons the read.</param>
    public async Task<LimitStatus> PeekAsync(
        RunningVersion running, CancellationToken cancellationToken) =>
        StatusOf(
            running, await store.FindRecordAsync<AcceptedLimits>(Partition, Key, cancellationToken));

    /// <summary>Puts what is configured in force, looser or not.</summary>
    /// <param name="running">Which program and configuration ask.</param>
    /// <param name="by">The person who accepts it.</param>
    /// <param name="why">A sentence.</param>
    /// <param name="atUtc">UTC.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    /// <returns>How things stand now; without a difference nothing changes.</returns>
    public async Task<LimitStatus> AcceptAsync(
        RunningVersion running, string by, string why, DateTimeOffset atUtc,
        CancellationToken cancellationToken)
    {
        Check.NotBlank(by);
        Check.NotBlank(why);
        Check.Utc(atUtc);
        await TakeOverAsync(atUtc, cancellationToken);
        AcceptedLimits stands = await ChangeAsync(
            "limits-accepted", $":{UtcJsonConverter.Write(atUtc)}",
            present => present is not null
                && LimitComparison.Differences(present.Limits, configured).Count == 0
                    ? present
                    : new(configured, by, why, atUtc) { LastPerson = new(by, why, atUtc) },
            cancellationToken);
        effective.Current = new(stands.Limits);
        return StatusOf(running, stands);
    }

    private LimitStatus StatusOf(RunningVersion running, AcceptedLimits? accepted)
    {
        RiskLimits inForce = accepted is null
            ? configured
            : LimitComparison.Tighter(accepted.Limits, configured);
        return new(
            running, accepted, configured, inForce, LimitComparison.Differences(inForce, configured));
    }

    private Task<AcceptedLimits> TakeOverAsync(DateTimeOffset atUtc, CancellationToken cancellationToken) =>
        ChangeAsync("limits-tightened", "", present => Tightened(present, atUtc), cancellationToken);

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
            : present with
            {
                Limits = tight, By = Configuration, Why = "The configuration is tighter.", AtUtc = atUtc,
            };
    }

    // Written down and told before anything may trade by it.
    private Task<AcceptedLimits> ChangeAsync(
        string kind, string moment, Func<AcceptedLimits?, AcceptedLimits> change,
        CancellationToken cancellationToken) =>
        StateStoreExtensions.RetryAsync(Partition, async () =>
        {
            StateRow? row = await store.FindAsync(Partition, Key, cancellationToken);
            AcceptedLimits? present = row?.ToRecord<AcceptedLimits>();
            AcceptedLimits next = change(present);
            if (ReferenceEquals(next, present))
            {
                return present;
            }

            // The row before has its moment: the same step taken again months later is another line.
            string before = present is null ? "none" : Canonical.Hash(present)[..16];
            await TellAsync(
                kind, $"{kind}:{before}:{next.Hash[..16]}{moment}", present?.Limits, next, cancellationToken);
            byte[] value = StateStoreExtensions.ToValue(next);
            StateChange swap = row is null
                ? StateChange.Insert(Key, value)
                : StateChange.Replace(row, value);
            return await store.TrySubmitAsync(Partition, [swap], cancellationToken) ? next : null;
        });

    private async Task TellAsync(
        string kind, string key, RiskLimits? before, AcceptedLimits next, CancellationToken cancellationToken)
    {
        IReadOnlyList<LimitChange> changes = before is null
            ? []
            : LimitComparison.Differences(before, next.Limits);

        // A run before this one that crashed, or another process, may have written the same step down at its
        // own moment: its line stands.
        await journal.AppendFirstAsync(
            Stream, key, kind, next.AtUtc,
            new { next.By, next.Why, next.Hash, Changes = changes, next.Limits }, cancellationToken);

        if (before is not null)
        {
            await alerts.RaiseAsync(
                new(
                    $"limits:{key}", kind, AlertSeverity.Warning,
                    $"Limits changed by {next.By}: {string.Join("; ", changes)}.", next.AtUtc),
                cancellationToken);
        }
    }
}
