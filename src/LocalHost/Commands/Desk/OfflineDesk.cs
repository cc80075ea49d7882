using System.Text.Json;
using System.Text.Json.Nodes;
using TradingBase.Desk;
using TradingBase.Journal;
using TradingBase.LocalHost.Storage;
using TradingBase.Risk;

namespace TradingBase.LocalHost.Commands.Desk;

/// <summary>Holds a desk through its state file while no host answers.</summary>
internal static class OfflineDesk
{
    /// <summary>Sets a person's hold; what waits for the next start meets it.</summary>
    /// <param name="file">The state file.</param>
    /// <param name="state">Reducing or Halted.</param>
    /// <param name="by">The person.</param>
    /// <param name="why">A sentence.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    /// <exception cref="UsageException">The desk was never opened, so there is nothing to hold.</exception>
    internal static async Task<JsonObject> HoldAsync(
        string file, TradingState state, string by, string why, CancellationToken cancellationToken)
    {
        await using SqliteStateStore store = SqliteStateStore.Open(file);
        DeskStateBook desk = new(store);
        if (await desk.FindAsync(cancellationToken) is null)
        {
            throw new UsageException(
                $"--state: the desk in '{file}' was never opened; there is nothing to hold.");
        }

        JournalBook journal = new(store);
        DeskGuard guard = new(desk, journal, new AlertBook(journal, new RecordBook(store), []));
        DeskState held = await guard.HoldAsync(
            new(StateCauses.Person, state, why, by, TimeProvider.System.GetUtcNow()), cancellationToken);
        return JsonSerializer.SerializeToNode(
            new { held.State, held.Holds, Offline = true }, Canonical.Options)!.AsObject();
    }
}
