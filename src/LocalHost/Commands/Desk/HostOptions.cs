using System.CommandLine;
using Microsoft.Extensions.Configuration;
using TradingBase.LocalHost.Pumps;

namespace TradingBase.LocalHost.Commands.Desk;

/// <summary>The options that say where the desk's host answers, and which key it wants.</summary>
internal sealed class HostOptions
{
    private const string KeyVariable = "TRADINGBASE_ADMIN_KEY";
    private const string UsualAddress = "http://127.0.0.1:7071";

    internal Option<string> Url { get; } = new("--url")
    {
        Description = $"The running host; {UsualAddress} when left out.",
        DefaultValueFactory = _ => UsualAddress,
    };

    internal Option<string?> Key { get; } = new("--key")
    {
        Description = "The host's admin key; from the desk's key file when left out.",
    };

    internal Option<string?> State { get; } = CommandOptions.State();

    internal Option<bool> Json { get; } = CommandOptions.Json();

    /// <summary>Adds them to a command.</summary>
    internal Command AddTo(Command command)
    {
        foreach (Option option in (Option[])[Url, Key, State, Json])
        {
            command.Options.Add(option);
        }

        return command;
    }

    /// <summary>Opens the way to the host.</summary>
    /// <exception cref="UsageException">The address or the key is none.</exception>
    internal HostLine Open(ParseResult given)
    {
        string url = given.GetValue(Url)!;
        if (!Uri.TryCreate(url.TrimEnd('/') + "/", UriKind.Absolute, out Uri? address)
            || address.Scheme is not ("http" or "https"))
        {
            throw new UsageException(
                $"--url: an address such as {UsualAddress} was expected, '{url}' was found.");
        }

        string key = given.GetValue(Key) ?? KeyOf(given.GetValue(State), address);
        return key.All(letter => letter is > ' ' and <= '~')
            ? new(address, key)
            : throw new UsageException("--key: a key has neither blanks nor letters beyond ASCII.");
    }

    // The desk's own key goes to the desk's own machine, and to nobody else.
    private static string KeyOf(string? state, Uri address)
    {
        if (!address.IsLoopback)
        {
            throw new UsageException($"--key: {address.Host} is another machine; give its key.");
        }

        string folder = RunFiles.Choose(null, state, "desk").KeyFolder;
        string file = Path.Combine(folder, KeyFile.Name);
        IConfiguration environment = new ConfigurationBuilder().AddEnvironmentVariables().Build();
        return environment[KeyVariable] is { Length: > 0 } known ? known
            : File.Exists(file) ? KeyFile.Open(folder, environment).AdminKey
            : throw new UsageException(
                $"--key: there is no key file {file}; give the key, or the desk's state with --state.");
    }
}
