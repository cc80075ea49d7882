using TradingBase.Risk;
using TradingBase.Strategy;

namespace TradingBase.Desk;

/// <content>Orders that somebody else sent to a venue: nobody approved them, but they may fill.</content>
public sealed partial class ExposureRegister
{
    private const string NoKey = "external";

    /// <summary>Counts an order that this desk did not send, or what is left of it now.</summary>
    /// <param name="order">Its id begins with <c>external:</c>, so that it meets none of ours.</param>
    /// <param name="filled">Units that the ledger has already.</param>
    /// <param name="at">When it was taken, UTC.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    public async Task CountExternalAsync(
        ProposedOrder order, decimal filled, DateTimeOffset at, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(order);

        // Without a signature no broker takes it.
        ApprovedOrder unsigned = new(
            order, default, rateToBase: 1, shrinks: false, at, at, NoKey, string.Empty);
        OpenOrder open = OpenOrder.Of("external", unsigned) with
        {
            Filled = filled, Status = Execution.OrderStatus.Accepted, SentAt = at, External = true,
        };
        string key = OrderKey(order.ClientOrderId);
        await StateStoreExtensions.RetryAsync(Partition, async () =>
        {
            StateRow? version = await FindVersionAsync(cancellationToken);
            StateRow? row = await store.FindAsync(Partition, key, cancellationToken);
            if (row?.ToRecord<OpenOrder>() is { } standing && standing.Filled >= filled)
            {
                return standing;
            }

            StateChange change = row is null
                ? StateChange.Insert(key, StateStoreExtensions.ToValue(open))
                : Replace(row, open);
            bool kept = await store.TrySubmitAsync(Partition, [Raise(version), change], cancellationToken);
            return kept ? open : null;
        });
    }

    /// <summary>Counts an order of somebody else no more; one that is not there is no matter.</summary>
    public async Task ForgetExternalAsync(string clientOrderId, CancellationToken cancellationToken)
    {
        if (await FindAsync(clientOrderId, cancellationToken) is { External: true } open)
        {
            await RemoveAsync(open.Order, one => one.Filled, cancellationToken);
        }
    }
}
