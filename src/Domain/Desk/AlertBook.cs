using TradingBase.Journal;

namespace TradingBase.Desk;

/// <summary>Writes alerts down once, and tells them.</summary>
/// <param name="journal">The stream <c>alerts</c>.</param>
/// <param name="records">What readers see.</param>
/// <param name="channels">Who is told.</param>
/// <remarks>
/// The record comes first, so that nothing is told that is not written down. A channel that fails costs no
/// alert and stops no other: its failure is journalled beside it.
/// </remarks>
public sealed class AlertBook(IJournal journal, IRecordStore records, IEnumerable<IAlertChannel> channels)
{
    private const string Stream = "alerts";

    /// <summary>Raises an alert; a second time with its id changes nothing and tells nobody again.</summary>
    public async Task RaiseAsync(Alert alert, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(alert);
        string id = RecordIdOf(alert);
        if (await records.FindAsync<Alert>(Alert.RecordKind, id, cancellationToken) is not null)
        {
            return;
        }

        try
        {
            await journal.AppendAsync(
                Stream, alert.Id, "alert-raised", alert.AtUtc, alert, cancellationToken);
        }
        catch (JournalConflictException)
        {
            // A run before this one, or another process, wrote the same event down in other words: its line
            // stands, and whether it came to tell anybody is not known.
        }

        await records.KeepFirstAsync(Alert.RecordKind, id, alert, cancellationToken);
        foreach (IAlertChannel channel in channels)
        {
            await TellAsync(channel, alert, cancellationToken);
        }
    }

    /// <summary>Names the record of an alert: ids sort by the alerts' time.</summary>
    public static string RecordIdOf(Alert alert)
    {
        ArgumentNullException.ThrowIfNull(alert);
        return string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"{alert.AtUtc.UtcDateTime:yyyyMMdd'T'HHmmss'Z'}-{Canonical.Sha256(alert.Id).AsSpan(0, 16)}");
    }

    private async Task TellAsync(IAlertChannel channel, Alert alert, CancellationToken cancellationToken)
    {
        try
        {
            await channel.TellAsync(alert, cancellationToken);
        }
        catch (TradingBaseException failed)
        {
            await journal.AppendAsync(
                Stream, $"{alert.Id}:{channel.Name}:untold", "alert-untold", alert.AtUtc,
                new { alert.Id, Channel = channel.Name, failed.Message }, cancellationToken);
        }
    }
}
