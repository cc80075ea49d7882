using Microsoft.Extensions.DependencyInjection;
using TradingBase.Adapters.Http;
using TradingBase.Simulation.Tests.Engine;

namespace TradingBase.Simulation.Tests.Orders;

/// <summary>One process of the desk, with its own books and brokers, from start to crash.</summary>
internal sealed class DeskLife
{
    private static readonly Task Never = new TaskCompletionSource().Task;

    private readonly OrderWorld _world;

    internal DeskLife(OrderWorld world, VirtualTime time)
    {
        _world = world;
        Clock = new(time, Thread);
        Services = world.Desk.Open(
            new WatchedStore(world.Rows, this), Clock,
            new VenueConnections(() => new VenueSwitch(world.Sites.Select(
                site => new WatchedLine(site, this)))),
            world.Planted);
        Runner = new(this, world.Kept, world.ReplaysAlways);
    }

    internal VirtualThread Thread { get; } = new();

    internal VirtualClock Clock { get; }

    internal IServiceProvider Services { get; }

    internal DurableRunner Runner { get; }

    /// <summary>Whether no later process took its place.</summary>
    internal bool IsCurrent => _world.Life == this;

    internal TService Get<TService>()
        where TService : notnull => Services.GetRequiredService<TService>();

    /// <summary>A moment at which others may go on, and at which this process may meet a mishap.</summary>
    /// <param name="moment">Where it is.</param>
    /// <param name="store">Whether the store is asked, or has just been.</param>
    /// <exception cref="StateUnavailableException">The store is away.</exception>
    internal async Task PassAsync(string moment, bool store = false)
    {
        if (!Passes(moment))
        {
            // A killed process does not unwind: neither a catch nor a finally of it runs.
            await Never;
        }

        if (store && _world.TakesStoreAway(this))
        {
            throw new StateUnavailableException("the simulated store", $"it was away {moment}.");
        }

        await Task.Yield();
    }

    /// <summary>As above, where nothing is waited for.</summary>
    /// <returns>Whether the process is alive after it.</returns>
    internal bool Passes(string moment)
    {
        _world.Meet(this, moment);
        return !Thread.IsDead;
    }

    /// <summary>Looks at what an activity gave.</summary>
    internal void NoteOutput(object? output) => _world.NoteOutput(output);

    /// <summary>Looks at an orchestration after a step of it was kept.</summary>
    internal void NoteStep(KeptInstance instance) => _world.NoteStep(instance);

    /// <summary>Looks at rows after they were changed.</summary>
    internal void NoteSubmit(string partition, IReadOnlyList<StateChange> changes) =>
        _world.NoteSubmit(partition, changes);

    /// <summary>Looks at a venue after it was asked.</summary>
    internal void NoteRequest(VenueSite site) => _world.NoteRequest(site);

    /// <summary>Looks at what an activity threw: only operating failures are expected.</summary>
    internal void Note(string activity, Exception failure)
    {
        if (failure is not TradingBaseException)
        {
            _world.Faults.Add($"{activity} threw {failure}");
        }
    }
}
