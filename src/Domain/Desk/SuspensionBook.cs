using TradingBase.Journal;
using TradingBase.Risk;

namespace TradingBase.Desk;

/// <summary>Suspends courses that order too often, and lets them go when a person says so.</summary>
/// <param name="records">Has what is suspended.</param>
/// <param name="journal">The stream <c>limits</c>.</param>
/// <param name="alerts">Tells people.</param>
/// <remarks>
/// Up by itself, down by a name. Every method may run twice. A judgement that is run again after its
/// suspension was lifted suspends again: the safe side. Source: EU RTS 6, article 15.
/// </remarks>
public sealed class SuspensionBook(IRecordStore records, IJournal journal, AlertBook alerts)
{
    private const string Stream = "limits";
    private const int Most = 1_000;

    /// <summary>Lists what is suspended.</summary>
    public Task<IReadOnlyList<Suspension>> ReadAsync(CancellationToken cancellationToken) =>
        records.ListAsync<Suspension>(Suspension.RecordKind, null, Most, cancellationToken);

    /// <summary>Suspends the course of every order that was denied for its repeats.</summary>
    /// <param name="verdict">What the gate said.</param>
    /// <param name="atUtc">Desk time, UTC.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    public async Task SuspendRepeatedAsync(
        RiskVerdict verdict, DateTimeOffset atUtc, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(verdict);
        IEnumerable<Suspension> repeated = verdict.Orders
            .SelectMany(order => order.Denials()
                .Where(denial => denial.Rule == nameof(Risk.Rules.MaxRepeatedOrders))
                .Select(denial => new Suspension(OrderCourse.Of(order.Order), denial.Reason, atUtc)))
            .DistinctBy(suspension => suspension.Course);
        foreach (Suspension suspension in repeated)
        {
            await SuspendAsync(suspension, cancellationToken);
        }
    }

    /// <summary>Suspends a course; one that is suspended stays so.</summary>
    public async Task SuspendAsync(Suspension suspension, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(suspension);
        string id = IdOf(suspension.Course);
        if (await records.FindAsync<Suspension>(Suspension.RecordKind, id, cancellationToken) is not null)
        {
            return;
        }

        // Written down and told first: who crashes in between does it again, and finds both.
        string key = $"suspended:{Canonical.Hash(suspension)[..32]}";
        await journal.AppendAsync(
            Stream, key, "course-suspended", suspension.AtUtc, suspension, cancellationToken);
        await alerts.RaiseAsync(
            new(
                $"limits:{key}", "suspended", AlertSeverity.Critical,
                $"Suspended until a person lifts it: {suspension.Reason}", suspension.AtUtc),
            cancellationToken);
        await records.KeepFirstAsync(Suspension.RecordKind, id, suspension, cancellationToken);
    }

    /// <summary>Lifts a suspension.</summary>
    /// <param name="course">Which.</param>
    /// <param name="by">The person who lifts it.</param>
    /// <param name="why">A sentence.</param>
    /// <param name="atUtc">UTC.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    /// <returns>What was lifted, or null when the course was not suspended.</returns>
    public async Task<Suspension?> LiftAsync(
        OrderCourse course, string by, string why, DateTimeOffset atUtc, CancellationToken cancellationToken)
    {
        Check.NotBlank(by);
        Check.NotBlank(why);
        string id = IdOf(course);
        Suspension? standing = await records.FindAsync<Suspension>(
            Suspension.RecordKind, id, cancellationToken);
        if (standing is not null)
        {
            // Written down before the course may order again.
            string key = $"lifted:{id}:{UtcJsonConverter.Write(standing.AtUtc)}:"
                + UtcJsonConverter.Write(atUtc);
            await journal.AppendAsync(
                Stream, key, "suspension-lifted", atUtc, new { Suspension = standing, By = by, Why = why },
                cancellationToken);
            await records.RemoveAsync(Suspension.RecordKind, id, cancellationToken);
        }

        return standing;
    }

    private static string IdOf(OrderCourse course) => Canonical.Hash(course)[..32];
}
