using System.CommandLine;

namespace TradingBase.LocalHost.Commands.Instances;

/// <summary>The options that say where the instances are.</summary>
internal sealed class InstanceOptions
{
    private readonly HostAccess _host = new();

    internal Option<string?> Store { get; } = new("--store")
    {
        Description = "The engine's store; the only one below .tradingbase when left out.",
        Recursive = true,
    };

    internal Option<bool> Json => _host.Json;

    /// <summary>Adds them to a command, for all that are below it.</summary>
    internal void AddTo(Command command) => _host.AddTo(command, Store);

    /// <summary>Opens the way that the command line names: a host where it names one, else the
    /// store.</summary>
    /// <exception cref="UsageException">It names none.</exception>
    internal IInstanceDesk Open(ParseResult given)
    {
        string? store = given.GetValue(Store);
        return given.GetValue(_host.Url) is null
            ? new StoreDesk(OpenStore.ToRead(RunFiles.Find(store, "--store", "store"), "--store"))
            : new RemoteDesk(_host.Open(given, RunFiles.Choose(store, null, "desk"), "--store"));
    }
}
