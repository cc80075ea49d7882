using System.Globalization;
using TradingBase.Execution;
using TradingBase.Journal;
using TradingBase.Risk;

namespace TradingBase.Desk;

/// <summary>
/// Tells people what is odd about an order, and holds the desk back where its books may be wrong.
/// </summary>
/// <param name="alerts">Tells people.</param>
/// <param name="guard">Holds the desk back.</param>
/// <param name="journal">The order's stream.</param>
/// <param name="records">Remembers what was told, so that a lifted hold is not set again by old news.</param>
/// <remarks>Every method may run twice: alerts, lines and holds have ids made of the event.</remarks>
public sealed class OrderWatch(
    AlertBook alerts, DeskGuard guard, IJournal journal, IRecordStore records)
{
    private const string By = "order-path";
    private const string RefusalKind = "order-refusal";
    private const int LongestId = 64;

    /// <summary>Tells what is odd about an order's reports and was not told yet.</summary>
    public async Task TellAsync(OrderRecord record, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(record);
        string id = record.Order.ClientOrderId;
        int told = record.Told;
        foreach (OrderWarning warning in record.Untold)
        {
            string key = string.Create(CultureInfo.InvariantCulture, $"alarm:{told++}");
            string message = $"Order {id} of {record.Order.Instrument.Id}: {warning.Reason}";
            await journal.AppendAsync(
                $"order:{id}", key, "order-alarm", warning.At, warning, cancellationToken);
            await alerts.RaiseAsync(
                new($"order:{id}:{key}", "order-alarm", SeverityOf(warning.Kind), message, warning.At),
                cancellationToken);
            if (warning.Kind is OrderAlarmKind.Overfill or OrderAlarmKind.ForeignFill)
            {
                await guard.HoldAsync(
                    new(StateCauses.Reconciliation, TradingState.Halted, message, By, warning.At),
                    cancellationToken);
            }
        }

        if (told > record.Told)
        {
            await records.ChangeAsync<OrderRecord>(
                OrderRecord.Kind, record.Id,
                present => present!.Told >= told ? present : present with { Told = told }, cancellationToken);
        }
    }

    /// <summary>Tells that the wire refused something; the first moment of a refusal stands.</summary>
    /// <param name="order">What was refused; may be forged.</param>
    /// <param name="denial">What spoke against it.</param>
    /// <param name="deskTime">UTC.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    public async Task RefuseAsync(
        ApprovedOrder order, Denial denial, DateTimeOffset deskTime, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(order);
        ArgumentNullException.ThrowIfNull(denial);

        // A forged order may bear any name, a very long one too.
        string name = order.Order.ClientOrderId;
        string id = name.Length <= LongestId ? name : $"{name[..16]}-{Canonical.Sha256(name)[..16]}";
        string key = $"order-refused:{id}:{denial.Rule}";
        Alert alert = await records.KeepFirstAsync<Alert>(
            RefusalKind, key,
            new(key, "order-refused", AlertSeverity.Critical, $"Order {id} was refused at the wire: "
                + $"{denial.Reason}", deskTime),
            cancellationToken);
        await alerts.RaiseAsync(alert, cancellationToken);
    }

    private static AlertSeverity SeverityOf(OrderAlarmKind kind) =>
        kind is OrderAlarmKind.Overfill or OrderAlarmKind.ForeignFill or OrderAlarmKind.ChangedFill
            ? AlertSeverity.Critical
            : AlertSeverity.Warning;
}
