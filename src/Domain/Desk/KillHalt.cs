using TradingBase.Journal;
using TradingBase.Risk;

namespace TradingBase.Desk;

/// <summary>Halts the desk for a kill, and keeps what the kill has done.</summary>
/// <param name="desk">The desk's state.</param>
/// <param name="books">Opens a desk that is new: it would trade from its first cycle on otherwise.</param>
/// <param name="guard">Holds the desk.</param>
/// <param name="journal">The stream <c>kill:</c> and the kill's id.</param>
/// <param name="records">Keeps the report.</param>
/// <param name="alerts">Tells people how it ended.</param>
/// <remarks>Every method may run twice: the second run changes nothing.</remarks>
public sealed class KillHalt(
    IDeskStateStore desk, DeskBooks books, DeskGuard guard, IJournal journal, IRecordStore records,
    AlertBook alerts)
{
    /// <summary>Halts the desk and writes down who asked.</summary>
    /// <returns>The desk's state.</returns>
    public async Task<DeskState> HaltAsync(KillRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (await desk.FindAsync(cancellationToken) is null)
        {
            await books.OpenAsync(request.AtUtc, cancellationToken);
        }

        // The halt comes before its line: a journal that is away must not keep the desk trading.
        DeskState state = await guard.HoldAsync(
            new(StateCauses.Kill, TradingState.Halted, request.Why, request.By, request.AtUtc),
            cancellationToken);
        await journal.AppendAsync(
            Stream(request), "asked", "kill-asked", request.AtUtc, request, cancellationToken);
        return state;
    }

    /// <summary>Keeps how far a kill is; its end is journalled and told.</summary>
    public async Task RecordAsync(KillReport report, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(report);
        string id = report.Request.KillId;
        await records.KeepAsync(KillReport.Kind, id, report, cancellationToken);
        if (report.Ended)
        {
            await journal.AppendAsync(
                Stream(report.Request), "ended", "kill-ended", report.AtUtc, report, cancellationToken);
            string said = report.Complete
                ? "no order works" + (report.Request.Flatten ? " and nothing is held." : ".")
                : "something is left; the report names it.";
            await alerts.RaiseAsync(
                new($"kill:{id}:ended", "kill", AlertSeverity.Critical, $"Kill {id} has ended: {said}",
                    report.AtUtc),
                cancellationToken);
        }
    }

    private static string Stream(KillRequest request) => $"kill:{request.KillId}";
}
