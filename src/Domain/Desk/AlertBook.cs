using System.Globalization;
using TradingBase.Journal;

namespace TradingBase.Desk;

/// <summary>Writes alerts down once, and tells them until every channel has heard.</summary>
/// <param name="journal">The stream <c>alerts</c>.</param>
/// <param name="records">What readers see, and what is not told yet.</param>
/// <param name="channels">Who is told; none where a tool works on a desk that is not running.</param>
/// <remarks>
/// The intention comes first, then the line, then the record, then the telling: who is stopped anywhere in
/// between leaves what the heartbeat finishes. The first alert of an id stands, whatever a later run says of
/// its moment. A channel that fails costs no alert and stops no other: its failure is journalled, and it is
/// asked again. One that took an alert just before a stop gets it twice, with the same id.
/// </remarks>
public sealed class AlertBook(IJournal journal, IRecordStore records, IEnumerable<IAlertChannel> channels)
{
    private const string Stream = "alerts";
    private const int PageSize = 100;
    private const int MostTold = 20;

    private readonly IAlertChannel[] _channels = [.. channels];

    /// <summary>Raises an alert; a second time with its id changes nothing.</summary>
    public Task RaiseAsync(Alert alert, CancellationToken cancellationToken) =>
        RaiseAsync(alert, tell: true, cancellationToken);

    /// <summary>Raises an alert for the heartbeat to tell: its caller waits for no channel.</summary>
    public Task NoteAsync(Alert alert, CancellationToken cancellationToken) =>
        RaiseAsync(alert, tell: false, cancellationToken);

    private async Task RaiseAsync(Alert alert, bool tell, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(alert);
        if (await FindAsync(alert, cancellationToken) is not null)
        {
            return;
        }

        string row = UntoldAlert.IdOf(alert);
        UntoldAlert wanted = new(alert, [], 0, null);
        bool mine = await records.TryAddAsync(UntoldAlert.Kind, row, wanted, cancellationToken);
        UntoldAlert? standing = mine
            ? wanted
            : await records.FindAsync<UntoldAlert>(UntoldAlert.Kind, row, cancellationToken);
        if (standing is null)
        {
            return;
        }

        Alert first = await WriteDownAsync(standing.Alert, cancellationToken);
        if (mine && await FindAsync(first, cancellationToken) is not null)
        {
            // It was raised at another moment, and that is over.
            await records.RemoveAsync(UntoldAlert.Kind, row, cancellationToken);
            return;
        }

        await records.KeepFirstAsync(Alert.RecordKind, RecordIdOf(first), first, cancellationToken);

        // Only who was first tells; a run that comes after a stop leaves it to the heartbeat.
        if (mine && tell)
        {
            await TellAsync(standing with { Alert = first }, null, [], cancellationToken);
        }
    }

    /// <summary>Tells alerts to the channels that have not heard them, a few at a time.</summary>
    /// <param name="now">The wall clock, UTC.</param>
    /// <param name="cancellationToken">Abandons the wait; the next call goes on.</param>
    /// <returns>How many alerts were told to every channel now.</returns>
    /// <remarks>A channel that fails is not asked again in the same call.</remarks>
    public async Task<int> RetellAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        HashSet<string> deaf = new(StringComparer.Ordinal);
        (int tried, int told) = (0, 0);
        IReadOnlyList<UntoldAlert> page;
        string? before = null;
        do
        {
            page = await records.ListAsync<UntoldAlert>(
                UntoldAlert.Kind, before, PageSize, cancellationToken);
            foreach (UntoldAlert one in page.Where(one => one.IsDue(now)))
            {
                if (tried == MostTold)
                {
                    return told;
                }

                // All that are left are deaf; one that everybody heard is only taken off the list.
                if (LeftOf(one, deaf).Length == 0 && !IsTold(one))
                {
                    continue;
                }

                Alert first = await WriteDownAsync(one.Alert, cancellationToken);
                await records.KeepFirstAsync(Alert.RecordKind, RecordIdOf(first), first, cancellationToken);
                tried++;
                told += await TellAsync(one with { Alert = first }, now, deaf, cancellationToken) ? 1 : 0;
            }

            before = page.Count > 0 ? UntoldAlert.IdOf(page[^1].Alert) : null;
        }
        while (page.Count == PageSize);

        return told;
    }

    /// <summary>Names the record of an alert: ids sort by the alerts' time.</summary>
    public static string RecordIdOf(Alert alert)
    {
        ArgumentNullException.ThrowIfNull(alert);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{alert.AtUtc.UtcDateTime:yyyyMMdd'T'HHmmss'Z'}-{Canonical.Sha256(alert.Id).AsSpan(0, 16)}");
    }

    private Task<Alert?> FindAsync(Alert alert, CancellationToken cancellationToken) =>
        records.FindAsync<Alert>(Alert.RecordKind, RecordIdOf(alert), cancellationToken);

    private async Task<Alert> WriteDownAsync(Alert alert, CancellationToken cancellationToken)
    {
        JournalEntry line = await journal.AppendFirstAsync(
            Stream, alert.Id, "alert-raised", alert.AtUtc, alert, cancellationToken);
        return Canonical.Read<Alert>(line.Body);
    }

    private bool IsTold(UntoldAlert alert) =>
        _channels.Length > 0 && LeftOf(alert, []).Length == 0;

    private IAlertChannel[] LeftOf(UntoldAlert alert, HashSet<string> deaf) =>
        [.. _channels.Where(one => !alert.Told.Contains(one.Name) && !deaf.Contains(one.Name))];

    // Whether every channel has heard it now.
    private async Task<bool> TellAsync(
        UntoldAlert alert, DateTimeOffset? now, HashSet<string> deaf, CancellationToken cancellationToken)
    {
        string row = UntoldAlert.IdOf(alert.Alert);
        IAlertChannel[] left = LeftOf(alert, deaf);
        foreach (IAlertChannel channel in left)
        {
            if (!await TryTellAsync(channel, alert.Alert, cancellationToken))
            {
                deaf.Add(channel.Name);
                continue;
            }

            alert = alert with { Told = [.. alert.Told, channel.Name] };
            if (_channels.Length > 1)
            {
                await records.KeepAsync(UntoldAlert.Kind, row, alert, cancellationToken);
            }
        }

        if (IsTold(alert))
        {
            await records.RemoveAsync(UntoldAlert.Kind, row, cancellationToken);
            return true;
        }

        if (left.Length > 0)
        {
            await FollowFailureAsync(alert.Failed(now), cancellationToken);
        }

        return false;
    }

    private async Task FollowFailureAsync(UntoldAlert alert, CancellationToken cancellationToken)
    {
        string row = UntoldAlert.IdOf(alert.Alert);
        if (alert.Attempts < UntoldAlert.MostAttempts)
        {
            await records.KeepAsync(UntoldAlert.Kind, row, alert, cancellationToken);
            return;
        }

        await journal.AppendFirstAsync(
            Stream, $"{alert.Alert.Id}:given-up", "alert-given-up", alert.Alert.AtUtc,
            new { alert.Alert.Id, Channels = LeftOf(alert, []).Select(one => one.Name), alert.Attempts },
            cancellationToken);
        await records.RemoveAsync(UntoldAlert.Kind, row, cancellationToken);
    }

    private async Task<bool> TryTellAsync(
        IAlertChannel channel, Alert alert, CancellationToken cancellationToken)
    {
        try
        {
            await channel.TellAsync(alert, cancellationToken);
            return true;
        }
        catch (TradingBaseException failed)
        {
            // The first failure's line stands; it may fail again for another reason.
            await journal.AppendFirstAsync(
                Stream, $"{alert.Id}:{channel.Name}:untold", "alert-untold", alert.AtUtc,
                new { alert.Id, Channel = channel.Name, failed.Message }, cancellationToken);
            return false;
        }
    }
}
