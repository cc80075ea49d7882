using TradingBase.Journal;

namespace TradingBase.Desk;

/// <summary>Writes down what reconciliations find, and tells it, once.</summary>
/// <param name="journal">The streams <c>reconciliation:</c> and the venue.</param>
/// <param name="alerts">Tells people.</param>
public sealed class ReconciliationNotes(IJournal journal, AlertBook alerts)
{
    /// <summary>Writes a line; one of its key that stands already is left alone.</summary>
    public async Task WriteAsync<TBody>(
        string venue, string key, string kind, DateTimeOffset at, TBody body,
        CancellationToken cancellationToken)
    {
        try
        {
            await journal.AppendAsync($"reconciliation:{venue}", key, kind, at, body, cancellationToken);
        }
        catch (JournalConflictException)
        {
            // A run that ended before it could keep its state has written it, at its own time: that line
            // stands.
        }
    }

    /// <summary>Raises an alert; one of its id that was raised already is left alone.</summary>
    public async Task RaiseAsync(Alert alert, CancellationToken cancellationToken)
    {
        try
        {
            await alerts.RaiseAsync(alert, cancellationToken);
        }
        catch (JournalConflictException)
        {
            // As above: it was told by the run before.
        }
    }
}
