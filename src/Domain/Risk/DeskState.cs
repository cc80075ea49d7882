using System.Text.Json.Serialization;

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
