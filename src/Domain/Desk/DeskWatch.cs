using TradingBase.Execution;
using TradingBase.Risk;

namespace TradingBase.Desk;

/// <summary>
/// The desk's own dead-man: gives a sign of life, and holds the desk when something else fell silent.
/// </summary>
/// <param name="beats">Signs of life and the market clock's ticks.</param>
/// <param name="marks">When each venue was reconciled.</param>
/// <param name="desk">The desk's state.</param>
/// <param name="books">Marks the desk.</param>
/// <param name="guard">Sets holds.</param>
/// <param name="alerts">Tells people.</param>
/// <param name="brokers">The venues.</param>
/// <param name="desks">Names the markets.</param>
/// <param name="options">Ages and patience.</param>
/// <remarks>
/// May run twice, in several processes too. A live desk is one with a broker that is not on paper.
/// </remarks>
public sealed class DeskWatch(
    HeartbeatBook beats, ReconciliationMarks marks, IDeskStateStore desk, DeskBooks books, DeskGuard guard,
    AlertBook alerts, BrokerDesk brokers, DeskOptions desks, GuardOptions options)
{
    // A desk that last decided longer ago lives in recorded time, which must not be drawn into the present.
    private static readonly TimeSpan LongestPause = TimeSpan.FromDays(7);

    /// <summary>Gives a sign of life and looks at everything that must not fall silent.</summary>
    /// <param name="host">Which process.</param>
    /// <param name="now">The wall clock, UTC.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    /// <returns>Whether the desk was silent for too long before, or never gave a sign.</returns>
    /// <exception cref="StateUnavailableException">The store is away.</exception>
    public async Task<bool> BeatAsync(string host, DateTimeOffset now, CancellationToken cancellationToken)
    {
        Heartbeat? last = await beats.FindAsync(cancellationToken);
        bool gap = last is null || now - last.AtUtc > options.ReduceAfter;
        if (gap && last is not null)
        {
            // Dated by the moment when the silence became too long: it is the same whoever finds it.
            string since = UtcJsonConverter.Write(last.AtUtc);
            await alerts.NoteAsync(
                new($"heartbeat-gap:{since}", "heartbeat-gap", AlertSeverity.Warning,
                    $"The desk gave no sign of life for more than {options.ReduceAfter} after {since}.",
                    last.AtUtc + options.ReduceAfter),
                cancellationToken);
        }

        Heartbeat beat = new(host, now, gap ? now : last!.SinceUtc);
        await beats.KeepAsync(beat, cancellationToken);
        IBroker[] inUse = [.. desks.Markets.Select(brokers.Of).Distinct()];

        // Behind the sign of life: a desk that cannot write it lets the venues take its orders back. Before
        // all that may fail or keep it waiting: a venue must not be without the switch for that.
        foreach (IBroker broker in inUse.Where(broker => broker.Traits.HasDeadManSwitch))
        {
            await ArmAsync(broker, now, cancellationToken);
        }

        try
        {
            if (await desk.FindAsync(cancellationToken) is { } state)
            {
                await WatchAsync(state, beat, inUse, cancellationToken);
            }
        }
        finally
        {
            await alerts.RetellAsync(now, cancellationToken);
        }

        return gap;
    }

    private async Task WatchAsync(
        DeskState state, Heartbeat beat, IBroker[] inUse, CancellationToken cancellationToken)
    {
        // A hold whose setter was cut off before it could be journalled and told is told now.
        foreach (StateHold hold in state.Holds)
        {
            await guard.TellAsync(state, hold, cancellationToken);
        }

        bool live = !desks.Simulated && inUse.Any(broker => !broker.Traits.OnPaper);
        if (live)
        {
            await WatchAgesAsync(beat, inUse, cancellationToken);
        }

        if (live || beat.AtUtc - state.DeskTime <= LongestPause)
        {
            await books.MarkAsync(beat.AtUtc, cancellationToken);
        }
    }

    private async Task WatchAgesAsync(
        Heartbeat beat, IBroker[] inUse, CancellationToken cancellationToken)
    {
        IReadOnlyList<ReconciliationMark> known = await marks.ReadAsync(cancellationToken);
        List<(string What, DateTimeOffset? At)> signs =
            [("The market clock ticked", await beats.FindTickAsync(cancellationToken))];
        signs.AddRange(inUse.Where(broker => !broker.Traits.OnPaper).Select(broker => (
            $"{broker.Name} was reconciled",
            known.FirstOrDefault(mark => mark.Venue == broker.Name)?.AtUtc)));
        foreach ((string what, DateTimeOffset? at) in signs)
        {
            // Whoever has just started is given the time to catch up.
            TimeSpan age = beat.AtUtc - (at > beat.SinceUtc ? at.Value : beat.SinceUtc);
            if (age > options.ReduceAfter)
            {
                bool halt = age > options.HaltAfter;
                string reason = FormattableString.Invariant(
                    $"{what} {age.TotalMinutes:0.0} minutes ago or longer; ")
                    + FormattableString.Invariant(
                        $"{(halt ? options.HaltAfter : options.ReduceAfter).TotalMinutes:0.0} are allowed.");
                await guard.HoldAsync(
                    new(StateCauses.StaleClock, halt ? TradingState.Halted : TradingState.Reducing, reason,
                        "heartbeat", beat.AtUtc),
                    cancellationToken);
            }
        }
    }

    private async Task ArmAsync(IBroker broker, DateTimeOffset now, CancellationToken cancellationToken)
    {
        try
        {
            await broker.ArmDeadManAsync(options.DeadManAfter, cancellationToken);
        }
        catch (TradingBaseException failure) when (failure is not StateUnavailableException)
        {
            // One venue's fault keeps no other from being told; once an hour is enough for people.
            DateTimeOffset hour = new(now.Ticks - (now.Ticks % TimeSpan.TicksPerHour), TimeSpan.Zero);
            await alerts.NoteAsync(
                new($"dead-man:{broker.Name}:{UtcJsonConverter.Write(hour)}", "dead-man",
                    AlertSeverity.Critical,
                    $"{broker.Name} could not be told to take orders back by itself: {failure.Message}",
                    hour),
                cancellationToken);
        }
    }
}
