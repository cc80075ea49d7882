using System.CommandLine;
using System.Globalization;
using Microsoft.DurableTask.Client;
using TradingBase.LocalHost.Operations;

namespace TradingBase.LocalHost.Commands.Instances;

/// <summary>Options that say which instances are meant.</summary>
internal static class FilterOptions
{
    internal static Option<string?> Status() => new("--status")
    {
        Description = $"One or more, separated by commas: {InstanceQuery.Known}.",
    };

    internal static Option<string?> Name() => new("--name") { Description = "The orchestration's name." };

    internal static Option<string?> Prefix() => new("--prefix") { Description = "What the id begins with." };

    /// <summary>Reads a list of statuses.</summary>
    /// <exception cref="UsageException">There is no such status.</exception>
    internal static List<OrchestrationRuntimeStatus>? Statuses(string? text) => text is null
        ? null
        : [.. CommandOptions.Split(text).Select(word => InstanceQuery.Status(word)
            ?? throw new UsageException($"--status: {InstanceQuery.Known} were expected, "
                + $"'{word}' was found."))];

    /// <summary>Reads a length of time such as 30d, 12h, 90m or 45s.</summary>
    /// <exception cref="UsageException">It is none.</exception>
    internal static TimeSpan? Age(string? text)
    {
        if (text is null)
        {
            return null;
        }

        TimeSpan? unit = text.Length < 2 ? null : text[^1] switch
        {
            'd' => TimeSpan.FromDays(1),
            'h' => TimeSpan.FromHours(1),
            'm' => TimeSpan.FromMinutes(1),
            's' => TimeSpan.FromSeconds(1),
            _ => null,
        };
        return unit is { } known
            && int.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out int count)
            && count <= TimeSpan.FromDays(36_500) / known
                ? count * known
                : throw new UsageException(
                    $"--older-than: a length of time such as 30d, 12h, 90m or 45s was expected, "
                    + $"'{text}' was found.");
    }
}
