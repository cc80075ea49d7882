using TradingBase.Journal;
using TradingBase.Risk;

namespace TradingBase.Desk;

/// <summary>Holds the desk back when something is wrong, and lets it go when a person says so.</summary>
/// <param name="desk">The desk's state.</param>
/// <param name="journal">The stream <c>desk</c>.</param>
/// <param name="alerts">Tells people.</param>
/// <remarks>
/// Up by itself, down by a name. The state changes first: a journal that is away must not keep the desk
/// trading.
/// </remarks>
public sealed class DeskGuard(IDeskStateStore desk, IJournal journal, AlertBook alerts)
{
    private const string Stream = "desk";

    /// <summary>Sets a hold; one of its cause that is as strict stands.</summary>
    /// <returns>The desk's state now.</returns>
    /// <exception cref="InvalidOperationException">The desk was never opened.</exception>
    public async Task<DeskState> HoldAsync(StateHold hold, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(hold);
        DeskState next = await desk.ChangeAsync(
            present => (present ?? throw Unopened()).With(hold), cancellationToken);
        if (next.Of(hold.Cause) == hold)
        {
            await TellAsync(next, hold, cancellationToken);
        }

        return next;
    }

    /// <summary>Journals and tells a hold that stands; a second time changes nothing.</summary>
    /// <param name="state">The state that it is part of.</param>
    /// <param name="hold">The hold.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    public async Task TellAsync(DeskState state, StateHold hold, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(hold);
        string key = $"held:{hold.Cause}:{hold.State}:{UtcJsonConverter.Write(hold.AtUtc)}";
        await journal.AppendAsync(Stream, key, "desk-held", hold.AtUtc, hold, cancellationToken);

        // A start is no event for people: what keeps the desk from passing it is told by whoever finds it.
        if (hold.Cause is not StateCauses.Start)
        {
            await alerts.RaiseAsync(
                new($"desk:{key}", "desk-state", AlertSeverity.Critical,
                    $"The desk is {state.State}: {hold.Reason}", hold.AtUtc),
                cancellationToken);
        }
    }

    /// <summary>Lifts the hold of a cause; without one nothing changes.</summary>
    /// <param name="cause">Which.</param>
    /// <param name="by">
    /// The person who lifts it, or the component for <see cref="StateCauses.Start"/>.
    /// </param>
    /// <param name="why">A sentence.</param>
    /// <param name="atUtc">Desk time, UTC.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    /// <returns>The desk's state now.</returns>
    /// <exception cref="InvalidOperationException">The desk was never opened.</exception>
    public async Task<DeskState> LiftAsync(
        string cause, string by, string why, DateTimeOffset atUtc, CancellationToken cancellationToken)
    {
        Check.NotBlank(by);
        Check.NotBlank(why);
        StateHold? hold = (await desk.FindAsync(cancellationToken) ?? throw Unopened()).Of(cause);
        if (hold is not null)
        {
            // Written down before the desk may trade again.
            await journal.AppendAsync(
                Stream, $"lifted:{cause}:{UtcJsonConverter.Write(atUtc)}", "desk-lifted", atUtc,
                new { Hold = hold, By = by, Why = why }, cancellationToken);
        }

        return await desk.ChangeAsync(
            present => (present ?? throw Unopened()).Of(cause) == hold ? present.Without(cause) : present,
            cancellationToken);
    }

    private static InvalidOperationException Unopened() => new("The desk was never opened.");
}
