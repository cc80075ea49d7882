using System.Globalization;
using System.Text.RegularExpressions;

namespace TradingBase.Functions.Messages;

/// <summary>
/// Makes cycles' ids from the events that ask for them, so that a second asking is no second cycle.
/// </summary>
public static partial class CycleIds
{
    /// <summary>The id of the cycle that a minute's tick starts.</summary>
    /// <param name="minute">The tick, UTC.</param>
    /// <returns>Such as <c>cycle-20260105T1430</c>.</returns>
    public static string ForTick(DateTimeOffset minute) =>
        string.Create(CultureInfo.InvariantCulture, $"cycle-{minute.UtcDateTime:yyyyMMdd'T'HHmm}");

    /// <summary>The id of the cycle that a request asks for.</summary>
    /// <param name="requestId">The caller's own id; see <see cref="IsValid"/>.</param>
    public static string ForRequest(string requestId) => $"cycle-{requestId}";

    /// <summary>The id of the cycle that an outside strategy's intent starts.</summary>
    /// <param name="intentId">The strategy's own id; see <see cref="IsValid"/>.</param>
    public static string ForIntent(string intentId) => $"intent-{intentId}";

    /// <summary>The id of the cycle of a moment of recorded data.</summary>
    /// <param name="asOf">The moment, UTC.</param>
    /// <param name="markets">Which markets; other markets are another cycle.</param>
    /// <returns>Such as <c>cycle-20171229T210500Z-1a2b3c4d</c>.</returns>
    public static string ForMoment(DateTimeOffset asOf, IEnumerable<string> markets)
    {
        string hash = Canonical.Hash(markets.Order(StringComparer.Ordinal).ToArray());
        return string.Create(
            CultureInfo.InvariantCulture,
            $"cycle-{asOf.UtcDateTime:yyyyMMdd'T'HHmmss'Z'}-{hash.AsSpan(0, 8)}");
    }

    /// <summary>
    /// Whether an id from outside may become part of ours: 1 to 64 letters, digits, dots, dashes,
    /// underscores.
    /// </summary>
    public static bool IsValid(string? id) => id is not null && Plain().IsMatch(id);

    [GeneratedRegex(@"^[A-Za-z0-9._-]{1,64}\z")]
    private static partial Regex Plain();
}
