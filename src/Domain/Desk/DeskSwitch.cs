using TradingBase.Portfolio;
using TradingBase.Risk;

namespace TradingBase.Desk;

/// <summary>Lets a named person hold the desk and let it go.</summary>
/// <param name="desk">The desk's state.</param>
/// <param name="books">Opens a desk that is new.</param>
/// <param name="guard">Sets and lifts holds.</param>
/// <param name="rejections">Counted anew once their hold is lifted.</param>
/// <param name="losses">Knows which losses still stand.</param>
/// <param name="portfolio">What the book is worth.</param>
public sealed class DeskSwitch(
    IDeskStateStore desk, DeskBooks books, DeskGuard guard, RejectionBook rejections, LossWatch losses,
    PortfolioReader portfolio)
{
    // What a process of its own has to end first is lifted by whoever names it, not in passing.
    private static readonly string[] OnlyByName = [StateCauses.Start, StateCauses.Kill];

    /// <summary>Holds the desk.</summary>
    /// <param name="state">Reducing or Halted.</param>
    /// <param name="by">The person.</param>
    /// <param name="why">A sentence.</param>
    /// <param name="now">UTC.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    /// <returns>The state now: a stricter hold of a person stands.</returns>
    public async Task<DeskState> HoldAsync(
        TradingState state, string by, string why, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (state is TradingState.Active)
        {
            throw new ArgumentException("A hold makes the desk reducing or halted.", nameof(state));
        }

        // Someone wants it held: a desk that never decided anything is opened to be held.
        if (await desk.FindAsync(cancellationToken) is null)
        {
            await books.OpenAsync(now, cancellationToken);
        }

        return await guard.HoldAsync(
            new(StateCauses.Person, state, Check.NotBlank(why), Check.NotBlank(by), now), cancellationToken);
    }

    /// <summary>Lifts holds.</summary>
    /// <param name="cause">Which; null for all but those that must be named, <c>start</c> and
    /// <c>kill</c>.</param>
    /// <param name="by">The person.</param>
    /// <param name="why">A sentence.</param>
    /// <param name="now">UTC.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    /// <returns>The state now, or null when the desk was never opened.</returns>
    public async Task<DeskState?> LiftAsync(
        string? cause, string by, string why, DateTimeOffset now, CancellationToken cancellationToken)
    {
        DeskState? state = await desk.FindAsync(cancellationToken);
        if (state is null)
        {
            return null;
        }

        string[] causes = cause is not null
            ? [cause]
            : [.. state.Holds.Select(hold => hold.Cause).Where(known => !OnlyByName.Contains(known))];
        foreach (string known in causes)
        {
            if (known == StateCauses.Rejections)
            {
                await rejections.ClearAsync(cancellationToken);
            }

            state = await guard.LiftAsync(known, by, why, now, cancellationToken);
        }

        return state;
    }

    /// <summary>Says which losses stand beyond a line, held or not.</summary>
    /// <param name="state">Peak, day and the desk's time.</param>
    /// <param name="cancellationToken">Abandons the read.</param>
    /// <returns>A sentence each; the limit rules deny by them whatever a person lifted.</returns>
    public async Task<IReadOnlyList<string>> StillTrueAsync(
        DeskState state, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (state.DeskTime is not { } at)
        {
            return [];
        }

        PortfolioState held = await portfolio.ReadAsync(at, cancellationToken);
        DeskState moved = CashMoves.Follow(state, held);
        return [.. (await losses.MeasureAsync(moved, held.Equity, at, cancellationToken))
            .Where(loss => loss.State is not TradingState.Active).Select(loss => loss.Sentence)];
    }
}
