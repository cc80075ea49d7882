using System.Text.Json.Serialization;
using TradingBase.Portfolio;

namespace TradingBase.Risk;

/// <summary>The desk's own state: read at every order, changed by compare-and-swap.</summary>
/// <param name="Holds">Why the desk may not do everything, ordered by cause; empty when it may.</param>
/// <param name="PeakEquity">Highest equity ever recorded, base currency.</param>
/// <param name="Day">The day that <paramref name="DayStartEquity"/> is of, UTC.</param>
/// <param name="DayStartEquity">Equity when that day began, base currency.</param>
public sealed record DeskState(
    IReadOnlyList<StateHold> Holds, decimal PeakEquity, DateOnly Day, decimal DayStartEquity)
{
    /// <summary>What the desk may do: the strictest of its holds, Active without one.</summary>
    [JsonIgnore]
    public TradingState State => Holds.Count == 0 ? TradingState.Active : Holds.Max(hold => hold.State);

    /// <summary>
    /// Desk time of the newest event that the desk was marked at, UTC, or null before the first.
    /// </summary>
    public DateTimeOffset? DeskTime { get; init; }

    /// <summary>
    /// Deposits less withdrawals by currency that <see cref="PeakEquity"/> and <see cref="DayStartEquity"/>
    /// have in them: later ones move both, since they are no gain and no loss.
    /// </summary>
    /// <value>Null before the first mark that looked at them.</value>
    public IReadOnlyDictionary<string, decimal>? Deposited { get; init; }

    /// <summary>
    /// The rates that the desk was marked with last, base currency per unit: one that nobody quotes for a
    /// while is held, or what it values would be a loss.
    /// </summary>
    public IReadOnlyDictionary<string, PriceMark> Rates { get; init; } = new Dictionary<string, PriceMark>();

    /// <summary>
    /// What the positions were marked with last: one whose bars are gone is worth that, told with its age.
    /// </summary>
    public IReadOnlyDictionary<InstrumentId, HeldMark> Marks { get; init; } =
        new Dictionary<InstrumentId, HeldMark>();

    /// <summary>Finds the hold of a cause.</summary>
    /// <returns>The hold, or null.</returns>
    public StateHold? Of(string cause) => Holds.FirstOrDefault(hold => hold.Cause == cause);

    /// <summary>Sets a hold, unless one of its cause is as strict or stricter: that one stands.</summary>
    public DeskState With(StateHold hold)
    {
        ArgumentNullException.ThrowIfNull(hold);
        return Of(hold.Cause) is { } standing && standing.State >= hold.State
            ? this
            : this with
            {
                Holds =
                [
                    .. Holds.Where(other => other.Cause != hold.Cause).Append(hold)
                        .OrderBy(other => other.Cause, StringComparer.Ordinal),
                ],
            };
    }

    /// <summary>Takes the hold of a cause away; without one nothing changes.</summary>
    public DeskState Without(string cause) =>
        Of(cause) is null ? this : this with { Holds = [.. Holds.Where(hold => hold.Cause != cause)] };
}
