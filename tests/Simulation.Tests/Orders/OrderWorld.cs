using TradingBase.Simulation.Tests.Engine;
using TradingBase.Testing;
using TradingBase.Testing.Exchange;

namespace TradingBase.Simulation.Tests.Orders;

/// <summary>
/// One seed's world: misbehaving venues, the desk's rows and histories, and processes that die over them.
/// </summary>
/// <remarks>
/// Everything runs on one thread in virtual time. Which of the callbacks that are ready goes on, the seed
/// says: so calls of the store and requests of many orders, and of processes that were cut off, come in any
/// order, and the same seed gives the same run.
/// </remarks>
internal sealed partial class OrderWorld
{
    private static readonly TimeSpan MostTime = TimeSpan.FromDays(3);

    private readonly Random _random;
    private readonly VirtualTime _time = new();
    private readonly List<DeskLife> _cutOff = [];
    private readonly Dictionary<int, Mishap> _mishaps;
    private readonly List<Act> _acts = [];
    private bool _storeIsAway;

    /// <param name="seed">Decides everything.</param>
    /// <param name="desk">Where it trades.</param>
    /// <param name="plan">What a venue does wrong.</param>
    /// <param name="mishaps">What happens to processes, by the number of the moment.</param>
    /// <param name="planted">A fault in the desk itself, to see it found; null for none.</param>
    internal OrderWorld(
        int seed, DeskProfile desk, Func<VenueWire, TrapPlan> plan,
        IReadOnlyDictionary<int, Mishap> mishaps, Planted? planted = null)
    {
        _random = new(seed);
        _mishaps = mishaps.ToDictionary();
        Desk = desk;
        Planted = planted;
        ReplaysAlways = seed % 2 == 0;
        Sites = [.. desk.Venues.Select(venue => new VenueSite(venue, new WorldClock(_time), plan))];
        Life = new(this, _time);
        Found();
    }

    internal DeskProfile Desk { get; }

    /// <summary>The desk's venues, in its order.</summary>
    internal IReadOnlyList<VenueSite> Sites { get; }

    internal Planted? Planted { get; }

    internal bool ReplaysAlways { get; }

    internal MemoryStateStore Rows { get; } = new();

    internal DurableShelf Kept { get; } = new();

    /// <summary>The process that works.</summary>
    internal DeskLife Life { get; private set; }

    /// <summary>What must never happen, and did.</summary>
    internal List<string> Faults { get; } = [];

    /// <summary>How many moments were passed at which a mishap could have been.</summary>
    internal int Moments { get; private set; }

    /// <summary>Which mishaps there were, and where.</summary>
    internal List<(Mishap Kind, string Moment)> Met { get; } = [];

    internal DateTimeOffset Now => _time.Wall;

    private IEnumerable<DeskLife> Lives => [Life, .. _cutOff];

    /// <summary>Lets a process meet what is meant for this moment.</summary>
    internal void Meet(DeskLife life, string moment)
    {
        if (!life.IsCurrent || !_mishaps.TryGetValue(++Moments, out Mishap mishap))
        {
            return;
        }

        Met.Add((mishap, moment));
        if (mishap is Mishap.StoreAway)
        {
            _storeIsAway = true;
            return;
        }

        if (mishap is Mishap.Kill)
        {
            life.Thread.Die();
        }
        else
        {
            _cutOff.Add(life);
        }

        // The next process starts on the desk's thread of control, not inside the one that has just died.
        Life = new(this, _time);
        Life.Thread.Post(_ => Life.Runner.Recover(), null);
    }

    /// <summary>Whether the store is away for this call.</summary>
    internal bool TakesStoreAway(DeskLife life)
    {
        bool away = _storeIsAway && life.IsCurrent;
        _storeIsAway &= !away;
        return away;
    }

    /// <summary>Runs until nothing is left to be done.</summary>
    internal void Run()
    {
        while (true)
        {
            Begin();
            DeskLife[] ready = [.. Lives.Where(life => life.Thread.Ready > 0)];
            if (ready.Length > 0)
            {
                DeskLife next = ready[_random.Next(ready.Length)];
                next.Thread.RunReady(_random.Next(next.Thread.Ready));
            }
            else if (!TryWait())
            {
                return;
            }
        }
    }

    // What is due begins; what a dead process was about begins again.
    private void Begin()
    {
        DeskLife life = Life;
        foreach (Act act in _acts)
        {
            if (!act.IsDone && act.Doer != life && act.NotBefore.Ticks <= _time.Elapsed)
            {
                act.Doer = life;
                life.Thread.Post(_ => _ = DoAsync(act, life), null);
            }
        }
    }

    private async Task DoAsync(Act act, DeskLife life)
    {
        bool done;
        try
        {
            done = await act.DoAsync(life);
        }
        catch (TradingBaseException)
        {
            done = false;
        }
        catch (Exception failure)
        {
            Faults.Add(failure.ToString());
            done = true;
        }

        if (life.IsCurrent)
        {
            act.IsDone = done;
            act.Doer = done ? act.Doer : null;
            act.NotBefore = TimeSpan.FromTicks(_time.Elapsed) + TimeSpan.FromSeconds(5);
        }
    }

    private bool TryWait()
    {
        long?[] dues =
        [
            .. Lives.Select(life => life.Clock.NextDue),
            .. _acts.Where(act => !act.IsDone && act.Doer is null)
                .Select(act => (long?)act.NotBefore.Ticks),
        ];
        if (dues.Min() is not { } due)
        {
            return false;
        }

        if (due > MostTime.Ticks)
        {
            Faults.Add($"It has not ended by {Now:o}: {string.Join(", ", Unfinished())}");
            return false;
        }

        _time.Advance(Math.Max(0, due - _time.Elapsed));
        foreach (DeskLife life in Lives.ToArray())
        {
            life.Clock.Fire();
        }

        return true;
    }

    private IEnumerable<string> Unfinished() => Kept.Instances
        .Where(instance => !instance.HasEnded)
        .Select(instance => $"{instance.Id} waits for "
            + string.Join("+", instance.Activities.Values.Select(call => call.Name)
                .Concat(instance.Timers.Values.Select(at => $"{new DateTime(at):o}"))));
}
