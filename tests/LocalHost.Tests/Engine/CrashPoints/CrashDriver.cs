using TradingBase.LocalHost.Engine;
using TradingBase.LocalHost.Storage;
using TradingBase.Testing;

namespace TradingBase.LocalHost.Tests.Engine.CrashPoints;

/// <summary>Drives an engine, its store and the workload's clients from where they are to their end, by one
/// seed's order.</summary>
/// <param name="store">Without a thread of its own.</param>
/// <param name="engine">Started on the pump.</param>
/// <param name="pump">Runs the engine's work.</param>
/// <param name="clock">The engine's.</param>
/// <param name="begin">How many calls each client has made already.</param>
/// <param name="random">Chooses what happens next among what may.</param>
internal sealed class CrashDriver(
    StoreFile store, LocalEngine engine, WorkPump pump, ManualClock clock, int[] begin, Random random)
{
    private const int MostMinutes = 20;

    private readonly int[] _next = [.. begin];
    private readonly Task?[] _calls = new Task?[begin.Length];
    private readonly HashSet<int> _refused = [];
    private int _minutes;

    /// <summary>Told of a client whose call was acknowledged.</summary>
    public Action<int> Acknowledged { get; init; } = _ => { };

    /// <summary>Told of a client that makes a call.</summary>
    public Action<int> Given { get; init; } = _ => { };

    /// <summary>Told of a client whose call the store could not take; the client makes it again.</summary>
    public Action<int> Refused { get; init; } = _ => { };

    /// <summary>Called around each commit.</summary>
    public Action<Action> Committing { get; set; } = commit => commit();

    /// <summary>Told when the clock has been moved by a minute.</summary>
    public Action MinutePassed { get; init; } = () => { };

    /// <summary>Goes on until every client has made its calls and every instance has ended.</summary>
    public void RunToTheEnd()
    {
        do
        {
            while (Choose(mayCommit: true) is { } next)
            {
                next();
                TakeAcknowledgements();
            }
        }
        while (PassAMinute());
    }

    /// <summary>Does a little of what others than the writer may do while it is in the middle of a
    /// commit.</summary>
    public void GoOnMeanwhile()
    {
        while (random.Next(3) == 0 && Choose(mayCommit: false) is { } next)
        {
            next();
            TakeAcknowledgements();
        }
    }

    private Action? Choose(bool mayCommit)
    {
        List<Action> possible = [.. Enumerable.Range(0, _next.Length).Where(MayCall).Select(
            client => (Action)(() => Call(client)))];
        if (!pump.IsEmpty)
        {
            possible.AddRange(Enumerable.Repeat(pump.RunOne, 4));
        }

        if (mayCommit && store.Writer.Ready > 0)
        {
            possible.Add(() => Committing(() => pump.Run(() => store.Writer.Commit(random.Next(1, 3)))));
        }

        return possible.Count == 0 ? null : possible[random.Next(possible.Count)];
    }

    private bool MayCall(int client) =>
        _calls[client] is null
        && !_refused.Contains(client)
        && _next[client] < CrashScript.Clients[client].Commands.Length;

    private void Call(int client)
    {
        Given(client);
        pump.Run(() => _calls[client] =
            CrashScript.Clients[client].Commands[_next[client]].Give(engine.Client));
    }

    private void TakeAcknowledgements()
    {
        for (int client = 0; client < _calls.Length; client++)
        {
            if (_calls[client] is { Exception.InnerException: StoreUnavailableException })
            {
                // It tries again when some time has passed.
                _calls[client] = null;
                _refused.Add(client);
                Refused(client);
            }
            else if (_calls[client] is { IsCompleted: true } call)
            {
                call.GetAwaiter().GetResult();
                _calls[client] = null;
                _next[client]++;
                Acknowledged(client);
            }
        }
    }

    private bool PassAMinute()
    {
        if (HasEnded())
        {
            return false;
        }

        Assert.True(_minutes++ < MostMinutes, "It hangs.");
        pump.Run(() => clock.Advance(TimeSpan.FromMinutes(1)));
        _refused.Clear();
        MinutePassed();
        return true;
    }

    private bool HasEnded()
    {
        try
        {
            return _next.Index().All(next => next.Item == CrashScript.Clients[next.Index].Commands.Length)
                && StoreInsight.Live(store) is 0;
        }
        catch (StoreUnavailableException)
        {
            // The disk refuses this reading too.
            return false;
        }
    }
}
