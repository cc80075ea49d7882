using System.Collections.Concurrent;
using TradingBase.Compute;

namespace TradingBase.Adapters.Http;

/// <summary>
/// The connections of this process to its models, and the keys that go with them; tests bring their own.
/// </summary>
/// <remarks>
/// Thread-safe. A key is read from its variable when its endpoint is first asked, and written nowhere.
/// </remarks>
public sealed class ModelConnections : IDisposable
{
    private readonly ConcurrentDictionary<string, VenueSecret> _keys = new(StringComparer.Ordinal);
    private readonly Func<string, string?> _readVariable;
    private readonly Lazy<HttpMessageHandler> _handler;
    private readonly Lazy<HttpClient> _client;

    /// <summary>Opens real connections when the first one is needed.</summary>
    /// <param name="readVariable">Gives an environment variable's value, or null.</param>
    /// <param name="clock">Reads what answers say of times.</param>
    public ModelConnections(Func<string, string?> readVariable, TimeProvider clock)
        : this(readVariable, clock, Make)
    {
    }

    /// <summary>Takes a handler, such as a model in this process.</summary>
    public ModelConnections(
        Func<string, string?> readVariable, TimeProvider clock, Func<HttpMessageHandler> make)
    {
        ArgumentNullException.ThrowIfNull(readVariable);
        ArgumentNullException.ThrowIfNull(clock);
        ArgumentNullException.ThrowIfNull(make);
        _readVariable = readVariable;
        _handler = new(make);
        _client = new(() => new HttpClient(new AnswerGuard(clock) { InnerHandler = _handler.Value })
        {
            // Deadlines are the callers'; a total time would cut a long answer that flows.
            Timeout = Timeout.InfiniteTimeSpan,
        });
    }

    /// <summary>Carries questions; whatever is no stream of an answer is thrown as a fault.</summary>
    internal HttpClient Client => _client.Value;

    /// <summary>Carries everything else.</summary>
    internal HttpMessageHandler Handler => _handler.Value;

    /// <summary>The key of an endpoint.</summary>
    /// <returns>The key, or null where the endpoint names no variable.</returns>
    /// <exception cref="ComputeRefusedException">The variable that it names is not set.</exception>
    internal VenueSecret? KeyOf(Endpoint endpoint)
    {
        if (endpoint.ApiKeyVariable is not { } variable)
        {
            return null;
        }

        if (!_keys.TryGetValue(variable, out VenueSecret? key))
        {
            if (string.IsNullOrEmpty(_readVariable(variable)))
            {
                throw new ComputeRefusedException(
                    endpoint.Name, ComputeRefusal.Unauthorized,
                    $"the environment variable {variable} is not set.");
            }

            key = _keys.GetOrAdd(variable, new VenueSecret(variable, _readVariable));
        }

        return key;
    }

    /// <summary>Takes an endpoint's key out of a text.</summary>
    internal string Redact(Endpoint endpoint, string text) =>
        endpoint.ApiKeyVariable is { } variable && _keys.TryGetValue(variable, out VenueSecret? key)
            ? key.Redact(text)
            : text;

    /// <summary>Closes the connections.</summary>
    public void Dispose()
    {
        if (_client.IsValueCreated)
        {
            _client.Value.Dispose();
        }
        else if (_handler.IsValueCreated)
        {
            _handler.Value.Dispose();
        }
    }

    // What nobody reads any more is not read to its end: a provider bills what it writes until it sees that
    // the caller has gone.
    private static SocketsHttpHandler Make() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectTimeout = TimeSpan.FromSeconds(5),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        ResponseDrainTimeout = TimeSpan.Zero,
        MaxResponseDrainSize = 0,
        EnableMultipleHttp2Connections = true,
    };
}
