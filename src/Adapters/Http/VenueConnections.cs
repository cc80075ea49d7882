namespace TradingBase.Adapters.Http;

/// <summary>The connections of this process to its venues; tests bring their own.</summary>
public sealed class VenueConnections : IDisposable
{
    private readonly Lazy<HttpMessageHandler> _handler;

    /// <summary>Opens real connections when the first one is needed.</summary>
    public VenueConnections()
        : this(Make)
    {
    }

    /// <summary>Takes a handler, such as a venue in this process.</summary>
    public VenueConnections(Func<HttpMessageHandler> make)
    {
        ArgumentNullException.ThrowIfNull(make);
        _handler = new(make);
    }

    /// <summary>Carries every request.</summary>
    internal HttpMessageHandler Handler => _handler.Value;

    /// <summary>Closes the connections.</summary>
    public void Dispose()
    {
        if (_handler.IsValueCreated)
        {
            _handler.Value.Dispose();
        }
    }

    // A venue may move to other machines: connections are renewed, so that its new address is looked up.
    private static SocketsHttpHandler Make() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectTimeout = TimeSpan.FromSeconds(5),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        AutomaticDecompression = System.Net.DecompressionMethods.All,
    };
}
