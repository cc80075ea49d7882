using System.Globalization;
using Microsoft.Extensions.Configuration;
using TradingBase.LocalHost.Engine;

namespace TradingBase.LocalHost.Pumps;

/// <summary>What this host takes from host.json; the file is Azure's, and both hosts read it.</summary>
/// <param name="RoutePrefix">Stands before every route; empty for none.</param>
/// <param name="Queues">The section on queues.</param>
internal sealed record HostSettings(string RoutePrefix, QueueSettings Queues)
{
    private const string QueueSection = "extensions:queues:";
    private const string DurableSection = "extensions:durableTask:";

    /// <summary>The section on durable functions: the host's version and how it treats others.</summary>
    public VersionRules Versions { get; init; } = new();

    /// <summary>Reads the file.</summary>
    /// <param name="path">Where it is.</param>
    /// <exception cref="InvalidDataException">A value is not what it has to be; the message says
    /// which.</exception>
    public static HostSettings Read(string path)
    {
        IConfigurationRoot file;
        try
        {
            file = new ConfigurationBuilder().AddJsonFile(Path.GetFullPath(path), optional: false).Build();
        }
        catch (FormatException mistake)
        {
            string why = mistake.InnerException?.Message ?? mistake.Message;
            throw new InvalidDataException($"{path}: {why}", mistake);
        }

        QueueSettings usual = new();
        string encoding = file[QueueSection + "messageEncoding"] ?? "base64";
        return new(
            file["extensions:http:routePrefix"] ?? "api",
            new()
            {
                BatchSize = Number(path, file, "batchSize", usual.BatchSize, 32),
                MaxDequeueCount = Number(path, file, "maxDequeueCount", usual.MaxDequeueCount, 1_000),
                VisibilityTimeout = Span(path, file, "visibilityTimeout", usual.VisibilityTimeout),
                MaxPollingInterval = Span(path, file, "maxPollingInterval", usual.MaxPollingInterval),
                IsBase64 = encoding.ToUpperInvariant() switch
                {
                    "BASE64" => true,
                    "NONE" => false,
                    _ => throw Wrong(path, QueueSection + "messageEncoding", encoding, "base64 or none"),
                },
            })
        {
            Versions = new()
            {
                Default = file[DurableSection + "defaultVersion"] is { Length: > 0 } version ? version : null,
                Match = Name(path, file, "versionMatchStrategy", VersionMatchStrategy.CurrentOrOlder),
                OnMismatch = Name(path, file, "versionFailureStrategy", VersionFailureStrategy.Reject),
            },
        };
    }

    private static T Name<T>(string path, IConfiguration file, string name, T usual)
        where T : struct, Enum
    {
        string? text = file[DurableSection + name];
        return text is null ? usual
            : Enum.GetValues<T>().Cast<T?>().FirstOrDefault(value =>
                string.Equals($"{value}", text, StringComparison.OrdinalIgnoreCase))
            ?? throw Wrong(path, DurableSection + name, text, string.Join(" or ", Enum.GetNames<T>()));
    }

    private static int Number(string path, IConfiguration file, string name, int usual, int most)
    {
        string? text = file[QueueSection + name];
        return text is null ? usual
            : int.TryParse(text, CultureInfo.InvariantCulture, out int value)
                && value >= 1 && value <= most ? value
            : throw Wrong(path, QueueSection + name, text, $"a whole number from 1 to {most}");
    }

    private static TimeSpan Span(string path, IConfiguration file, string name, TimeSpan usual)
    {
        string? text = file[QueueSection + name];
        return text is null ? usual
            : TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out TimeSpan value)
                && value >= TimeSpan.Zero && value <= TimeSpan.FromDays(7) ? value
            : throw Wrong(path, QueueSection + name, text, "a time span from 00:00:00 to 7.00:00:00");
    }

    private static InvalidDataException Wrong(string path, string name, string found, string expected) =>
        new($"{path}: $.{name.Replace(':', '.')} is '{found}'; expected is {expected}.");
}
