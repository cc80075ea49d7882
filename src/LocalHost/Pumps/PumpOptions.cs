namespace TradingBase.LocalHost.Pumps;

/// <summary>How the pumps run.</summary>
internal sealed record PumpOptions
{
    /// <summary>What host.json says.</summary>
    public required HostSettings Settings { get; init; }

    /// <summary>The host's keys.</summary>
    public required HostKeys Keys { get; init; }

    /// <summary>The loopback port; 0 for one that is free.</summary>
    /// <value>7071, as of Azure's local host.</value>
    public int Port { get; init; } = 7071;

    /// <summary>The largest request body, in bytes.</summary>
    /// <value>1 MiB.</value>
    public long LargestBody { get; init; } = 1024 * 1024;

    /// <summary>How long running functions may take to end when the host stops, before they are
    /// cancelled.</summary>
    /// <value>Ten seconds.</value>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(10);
}
