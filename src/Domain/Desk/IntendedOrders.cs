using TradingBase.Journal;

namespace TradingBase.Desk;

/// <summary>Knows every order that this desk ever meant to send, ended ones too.</summary>
/// <param name="journal">Has a stream per order, which begins with its intent.</param>
public sealed class IntendedOrders(IJournal journal)
{
    private const int FirstLines = 8;

    /// <summary>Finds an order.</summary>
    /// <returns>What was meant to be sent, or null when it was not ours.</returns>
    public async Task<IntendedOrder?> FindAsync(string clientOrderId, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(clientOrderId))
        {
            return null;
        }

        IReadOnlyList<JournalEntry> lines = await journal.ReadAsync(
            $"order:{clientOrderId}", 1, FirstLines, cancellationToken);
        return lines.FirstOrDefault(line => line.Kind == "order-intended") is { } line
            ? Canonical.Read<IntendedOrder>(line.Body)
            : null;
    }
}
