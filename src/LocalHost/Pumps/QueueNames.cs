using System.Text.RegularExpressions;

namespace TradingBase.LocalHost.Pumps;

/// <summary>The rules for queues' names, which are those of Azure Storage.</summary>
internal static partial class QueueNames
{
    private const string PoisonEnding = "-poison";

    /// <summary>The queue for messages that a queue could not get rid of.</summary>
    /// <returns>Null for a poison queue itself, which has none.</returns>
    public static string? PoisonOf(string name) => IsPoison(name) ? null : name + PoisonEnding;

    /// <summary>Whether a queue holds another's poison.</summary>
    public static bool IsPoison(string name) => name.EndsWith(PoisonEnding, StringComparison.Ordinal);

    /// <summary>Refuses a name that a storage queue cannot have.</summary>
    /// <exception cref="ArgumentException">It is such a name.</exception>
    public static string Check(string name) => name.Length is >= 3 and <= 63 && Form().IsMatch(name)
        ? name
        : throw new ArgumentException(
            $"'{name}' is no queue's name: 3 to 63 lower-case letters, digits and single hyphens inside.",
            nameof(name));

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*\\z")]
    private static partial Regex Form();
}
