using System.Text.Json;
using Spectre.Console;

namespace TradingBase.LocalHost.Commands;

/// <summary>
/// Where a command writes: one JSON document or text on standard output, everything else on standard error.
/// </summary>
/// <param name="asJson">Whether the document is JSON.</param>
internal sealed class Output(bool asJson)
{
    private static readonly JsonSerializerOptions Indented = new(Canonical.Options) { WriteIndented = true };

    /// <summary>Whether the document is JSON.</summary>
    internal bool AsJson { get; } = asJson;

    /// <summary>Text for people on standard output; silent when the document is JSON.</summary>
    internal IAnsiConsole Text { get; } = AnsiConsole.Create(new AnsiConsoleSettings
    {
        // A file or a pipe gets plain text, whatever the terminal could show.
        Ansi = Console.IsOutputRedirected ? AnsiSupport.No : AnsiSupport.Detect,
        Out = new AnsiConsoleOutput(asJson ? TextWriter.Null : Console.Out),
    });

    /// <summary>Progress and errors on standard error.</summary>
    internal static TextWriter Notes => Console.Error;

    /// <summary>Writes the document.</summary>
    /// <param name="document">What JSON readers get.</param>
    /// <param name="show">How people see it.</param>
    internal void Write<T>(T document, Action<IAnsiConsole, T> show)
    {
        if (AsJson)
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(document, Indented));
            return;
        }

        // A pipe has no width: without one the tables would be squeezed to 80 columns.
        Text.Profile.Width = Console.IsOutputRedirected ? 150 : Text.Profile.Width;
        show(Text, document);
    }
}
