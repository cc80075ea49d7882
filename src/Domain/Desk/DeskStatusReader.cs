using TradingBase.Risk;

namespace TradingBase.Desk;

/// <summary>Puts together what the desk may do and why.</summary>
/// <param name="desk">The desk's state.</param>
/// <param name="levers">Knows what is still true.</param>
/// <param name="marks">The last reconciliations.</param>
/// <param name="rejections">The counts.</param>
/// <param name="beats">The signs of life.</param>
public sealed class DeskStatusReader(
    IDeskStateStore desk, DeskSwitch levers, ReconciliationMarks marks, RejectionBook rejections,
    HeartbeatBook beats)
{
    /// <summary>Reads it; a desk that was never opened is Reducing.</summary>
    /// <exception cref="StateUnavailableException">The store is away.</exception>
    public async Task<DeskStatus> ReadAsync(CancellationToken cancellationToken)
    {
        DeskState? state = await desk.FindAsync(cancellationToken);
        Heartbeat? beat = await beats.FindAsync(cancellationToken);
        return new(
            state?.State ?? TradingState.Reducing, state?.Holds ?? [],
            state is null ? [] : await levers.StillTrueAsync(state, cancellationToken),
            state?.PeakEquity, state?.Day, state?.DayStartEquity, state?.DeskTime,
            await marks.ReadAsync(cancellationToken), await rejections.ReadAsync(cancellationToken),
            await beats.FindTickAsync(cancellationToken), beat?.AtUtc, beat?.SinceUtc);
    }
}
