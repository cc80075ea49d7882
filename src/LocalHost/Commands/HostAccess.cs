using System.CommandLine;
using Microsoft.Extensions.Configuration;
using TradingBase.LocalHost.Pumps;

namespace TradingBase.LocalHost.Commands;

/// <summary>The options that name a running host and its admin key, alike in every command that asks
/// one.</summary>
internal sealed class HostAccess
{
    /// <summary>Where <c>serve</c> listens when nobody says otherwise.</summary>
    internal const string UsualAddress = "http://127.0.0.1:7071";

    private const string KeyVariable = "TRADINGBASE_ADMIN_KEY";

    internal Option<string?> Url { get; } = new("--url")
    {
        Description = $"The running host, such as {UsualAddress}.",
        Recursive = true,
    };

    internal Option<string?> Key { get; } = new("--key")
    {
        Description = "The host's admin key; from the desk's key file when left out.",
        Recursive = true,
    };

    internal Option<bool> Json { get; } = new("--json")
    {
        Description = "One JSON document on standard output; logs on standard error.",
        Recursive = true,
    };

    /// <summary>Adds them to a command, for all that are below it, with the option that names its
    /// file.</summary>
    internal void AddTo(Command command, Option file)
    {
        foreach (Option option in (Option[])[file, Url, Key, Json])
        {
            command.Options.Add(option);
        }
    }

    /// <summary>Opens the way to the host.</summary>
    /// <param name="given">The command line.</param>
    /// <param name="desk">The files of the desk, beside which its keys lie.</param>
    /// <param name="file">The option that names the desk's file, for the refusal.</param>
    /// <param name="needsKey">
    /// False lets a caller who has no key find out whether a host is there: one that is refuses.
    /// </param>
    /// <exception cref="UsageException">The address or the key is none.</exception>
    internal HttpClient Open(ParseResult given, RunFiles desk, string file, bool needsKey = true)
    {
        string url = given.GetValue(Url) ?? UsualAddress;
        if (!Uri.TryCreate(url.TrimEnd('/') + "/", UriKind.Absolute, out Uri? address)
            || address.Scheme is not ("http" or "https"))
        {
            throw new UsageException(
                $"--url: an address such as {UsualAddress} was expected, '{url}' was found.");
        }

        (string? key, string missing) = given.GetValue(Key) is { } named
            ? (named, "")
            : KeyOf(desk, file, address);
        if (key is null && needsKey)
        {
            throw new UsageException(missing);
        }

        HttpClient http = new() { BaseAddress = address };
        if (key is not null)
        {
            http.DefaultRequestHeaders.Add("x-functions-key", Checked(key));
        }

        return http;
    }

    private static string Checked(string key) => key.All(letter => letter is > ' ' and <= '~')
        ? key
        : throw new UsageException("--key: a key has neither blanks nor letters beyond ASCII.");

    // The desk's own key goes to the desk's own machine, and to nobody else.
    private static (string? Key, string Missing) KeyOf(RunFiles desk, string option, Uri address)
    {
        if (!address.IsLoopback)
        {
            return (null, $"--key: {address.Host} is another machine; give its key.");
        }

        string file = Path.Combine(desk.KeyFolder, KeyFile.Name);
        IConfiguration environment = new ConfigurationBuilder().AddEnvironmentVariables().Build();
        return environment[KeyVariable] is { Length: > 0 } known ? (known, "")
            : File.Exists(file) ? (KeyFile.Open(desk.KeyFolder, environment).AdminKey, "")
            : (null, $"--key: there is no key file {file}; give the key, or the desk's file with {option}.");
    }
}
