using System.CommandLine;

namespace TradingBase.LocalHost.Commands.Desk;

/// <summary>The options of what a person answers for.</summary>
internal sealed class PersonOptions
{
    internal Option<string> By { get; } = new("--by") { Description = "Your name.", Required = true };

    internal Option<string> Why { get; } = new("--why") { Description = "One sentence.", Required = true };

    /// <summary>Reads both.</summary>
    /// <exception cref="UsageException">One of them is blank.</exception>
    internal (string By, string Why) Read(ParseResult given) =>
        (Filled(given.GetValue(By), "--by: the name of a person"),
            Filled(given.GetValue(Why), "--why: a sentence"));

    private static string Filled(string? text, string what) =>
        string.IsNullOrWhiteSpace(text) ? throw new UsageException($"{what} was expected.") : text;
}
