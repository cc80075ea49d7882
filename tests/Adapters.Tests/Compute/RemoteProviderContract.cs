using TradingBase.Adapters.Http;
using TradingBase.Compute;
using TradingBase.Testing;

namespace TradingBase.Adapters.Tests.Compute;

/// <summary>What every provider must do that asks a model elsewhere: the traps of the wire.</summary>
public abstract partial class RemoteProviderContract : ProviderContract, IAsyncLifetime, IDisposable
{
    private protected const string SecretKey = "sk-test-0123456789abcdef";

    private static readonly DateTimeOffset Now = Some.DeskTime;

    private readonly ManualClock _clock = new(Now);
    private readonly ModelServer _server;
    private readonly ModelConnections _connections;
    private IComputeProvider? _provider;

    private protected RemoteProviderContract(ModelWire wire)
    {
        Wire = wire;
        _server = new(question =>
            (PlayFor?.Invoke(question) ?? Play) is { } play
                ? Task.FromResult(play)
                : wire.AnswerAsync(question));
        _connections = new(name => name == "MY_KEY" ? SecretKey : null, _clock);
    }

    private protected ModelWire Wire { get; }

    /// <summary>How the server answers; null answers as the heuristic would.</summary>
    private protected ModelPlay? Play { get; set; }

    /// <summary>How the server answers one question; null leaves it to <see cref="Play"/>.</summary>
    private protected Func<string, ModelPlay?>? PlayFor { get; set; }

    /// <summary>What the server was asked last.</summary>
    private protected ModelQuestion Asked => _server.Questions[^1];

    /// <summary>How often it was asked.</summary>
    private protected int AskedCount => _server.Questions.Count;

    public Task InitializeAsync()
    {
        _server.Open();
        return Task.CompletedTask;
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    public void Dispose()
    {
        _connections.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc/>
    protected override IComputeProvider CreateProvider() => _provider ??= Create(_connections, _clock);

    /// <inheritdoc/>
    protected override Endpoint CreateEndpoint() => EndpointAt(_server.Address);

    /// <summary>The provider under test.</summary>
    private protected abstract IComputeProvider Create(ModelConnections connections, TimeProvider clock);

    /// <summary>An endpoint of its kind.</summary>
    private protected abstract Endpoint EndpointAt(Uri address);

    /// <summary>Asks, and expects that the question may be asked elsewhere.</summary>
    private protected async Task<ComputeUnavailableException> UnavailableAsync(ModelPlay play)
    {
        Play = play;
        return await Assert.ThrowsAsync<ComputeUnavailableException>(
            () => CollectAsync(Question().Request));
    }

    /// <summary>Asks, and expects that the question goes nowhere else.</summary>
    private protected async Task<ComputeRefusedException> RefusedAsync(ModelPlay play)
    {
        Play = play;
        return await Assert.ThrowsAsync<ComputeRefusedException>(() => CollectAsync(Question().Request));
    }

    /// <summary>A stream that goes on for a while: its beginning and two pieces of text.</summary>
    private protected string[] Opening => [Wire.Begin, Wire.Text("{\"a\""), Wire.Text(":1")];
}
