using System.CommandLine;
using Microsoft.Extensions.Configuration;
using TradingBase.LocalHost.Pumps;

namespace TradingBase.LocalHost.Commands.Instances;

/// <summary>The options that say where the instances are.</summary>
internal sealed class InstanceOptions
{
    private const string KeyVariable = "TRADINGBASE_ADMIN_KEY";

    internal Option<string?> Store { get; } = new("--store")
    {
        Description = "The engine's store; the only one below .tradingbase when left out.",
        Recursive = true,
    };

    internal Option<string?> Url { get; } = new("--url")
    {
        Description = "The host that holds the store, such as http://127.0.0.1:7071.",
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

    /// <summary>Adds them to a command, for all that are below it.</summary>
    internal void AddTo(Command command)
    {
        foreach (Option option in (Option[])[Store, Url, Key, Json])
        {
            command.Options.Add(option);
        }
    }

    /// <summary>Opens the way that the command line names.</summary>
    /// <exception cref="UsageException">It names none, or both.</exception>
    internal IInstanceDesk Open(ParseResult given)
    {
        string? store = given.GetValue(Store);
        string? url = given.GetValue(Url);
        if (url is null)
        {
            return new StoreDesk(OpenStore.ToRead(RunFiles.Find(store, "--store", "store"), "--store"));
        }

        if (!Uri.TryCreate(url.TrimEnd('/') + "/", UriKind.Absolute, out Uri? address)
            || address.Scheme is not ("http" or "https"))
        {
            throw new UsageException($"--url: an address such as http://127.0.0.1:7071 was expected, "
                + $"'{url}' was found.");
        }

        string key = given.GetValue(Key) ?? KeyOf(store, address);
        if (!key.All(letter => letter is > ' ' and <= '~'))
        {
            throw new UsageException("--key: a key has neither blanks nor letters beyond ASCII.");
        }

        HttpClient http = new() { BaseAddress = address };
        http.DefaultRequestHeaders.Add("x-functions-key", key);
        return new RemoteDesk(http);
    }

    // The desk's own key goes to the desk's own machine, and to nobody else.
    private static string KeyOf(string? store, Uri address)
    {
        if (!address.IsLoopback)
        {
            throw new UsageException($"--key: {address.Host} is another machine; give its key.");
        }

        string folder = RunFiles.Choose(store, null, "desk").KeyFolder;
        string file = Path.Combine(folder, KeyFile.Name);
        IConfiguration environment = new ConfigurationBuilder().AddEnvironmentVariables().Build();
        return environment[KeyVariable] is { Length: > 0 } known ? known
            : File.Exists(file) ? KeyFile.Open(folder, environment).AdminKey
            : throw new UsageException(
                $"--key: there is no key file {file}; give the key, or the desk's store with --store.");
    }
}
