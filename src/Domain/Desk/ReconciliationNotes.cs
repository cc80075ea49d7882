using TradingBase.Journal;

namespace TradingBase.Desk;

/// <summary>Writes down what reconciliations find, and tells it, once.</summary>
/// <param name="journal">The streams <c>reconciliation:</c> and the venue.</param>
/// <param name="alerts">Tells people.</param>
public sealed class ReconciliationNotes(IJournal journal, AlertBook alerts)
{
    /// <summary>Writes a line; one of its key that stands already is left alone.</summary>
    /// <remarks>A run that ended before it could keep its state has written it, at its own time.</remarks>
    public Task WriteAsync<TBody>(
        string venue, string key, string kind, DateTimeOffset at, TBody body,
        CancellationToken cancellationToken) =>
        journal.AppendFirstAsync($"reconciliation:{venue}", key, kind, at, body, cancellationToken);

    /// <summary>Raises an alert; one of its id that was raised already is left alone.</summary>
    public Task RaiseAsync(Alert alert, CancellationToken cancellationToken) =>
        alerts.RaiseAsync(alert, cancellationToken);
}
