using System.CommandLine;

namespace TradingBase.LocalHost.Commands.Desk;

/// <summary>The options that say where the desk's host answers, which key it wants, and where its state
/// lies.</summary>
internal sealed class HostOptions
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly HostAccess _host = new();

    internal Option<string?> State { get; } = new("--state")
    {
        Description = "The desk's state, beside which its keys lie; .tradingbase/desk when left out.",
        Recursive = true,
    };

    internal Option<bool> Json => _host.Json;

    /// <summary>Adds them to a command, for all that are below it, and says what it does.</summary>
    internal Command Action(Command command, Func<ParseResult, CancellationToken, Task> body)
    {
        _host.AddTo(command, State);
        return Below(command, body);
    }

    /// <summary>Says what a command does that stands below one that has them.</summary>
    internal static Command Below(Command command, Func<ParseResult, CancellationToken, Task> body)
    {
        command.SetAction((given, cancellationToken) => Errors.CatchAsync(async () =>
        {
            await body(given, cancellationToken);
            return ExitCode.Done;
        }));
        return command;
    }

    /// <summary>Opens the way to the host.</summary>
    /// <param name="given">The command line.</param>
    /// <param name="needsKey">
    /// False where the state file does when nobody answers: what is away needs no key.
    /// </param>
    /// <exception cref="UsageException">The address or the key is none.</exception>
    internal HostLine Open(ParseResult given, bool needsKey = true)
    {
        HttpClient http = _host.Open(
            given, RunFiles.Choose(null, given.GetValue(State), "desk"), "--state", needsKey);
        http.Timeout = Patience;
        return new(http);
    }

    /// <summary>Asks the host, or works on the named state file where nobody answers.</summary>
    internal async Task<T> AskAsync<T>(
        ParseResult given, Func<HostLine, Task<T>> ask, Func<string, Task<T>> offline)
    {
        string? file = given.GetValue(State);
        try
        {
            using HostLine host = Open(given, needsKey: file is null);
            return await ask(host);
        }
        catch (HostAwayException) when (file is not null)
        {
            return await offline(RunFiles.Find(file, "--state", "state"));
        }
    }
}
