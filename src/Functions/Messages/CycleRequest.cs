namespace TradingBase.Functions.Messages;

/// <summary>Asks for one cycle.</summary>
/// <param name="CycleId">
/// The instance's id; made from the event, so a second asking is no second cycle.
/// </param>
/// <param name="Markets">Which markets, by name; reviewed even when closed.</param>
/// <param name="AsOf">The moment of recorded data to decide at, UTC, or null for the present.</param>
/// <param name="RequestedBy">Which trigger or command asked.</param>
/// <param name="Intent">An outside strategy's order instead of the desk's own analysis, or null.</param>
public sealed record CycleRequest(
    string CycleId, IReadOnlyList<string> Markets, DateTimeOffset? AsOf, string RequestedBy,
    OrderIntent? Intent = null);
