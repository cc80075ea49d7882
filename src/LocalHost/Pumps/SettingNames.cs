using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;

namespace TradingBase.LocalHost.Pumps;

/// <summary>Fills in <c>%NAME%</c> in a trigger's text from the configuration, as the Functions host
/// does.</summary>
internal static partial class SettingNames
{
    /// <summary>Replaces each name by its setting.</summary>
    /// <param name="text">A schedule, a queue's name or a route.</param>
    /// <param name="configuration">Where the settings are.</param>
    /// <param name="function">Whose trigger it is, for the message.</param>
    /// <exception cref="InvalidOperationException">A named setting is not there.</exception>
    public static string Resolve(string text, IConfiguration configuration, string function) =>
        Name().Replace(text, match => configuration[match.Groups[1].Value] is { Length: > 0 } value
            ? value
            : throw new InvalidOperationException(
                $"Function '{function}' needs the setting '{match.Groups[1].Value}', which is not set."));

    [GeneratedRegex("%([^%]+)%")]
    private static partial Regex Name();
}
