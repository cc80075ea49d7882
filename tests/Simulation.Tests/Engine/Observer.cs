using TradingBase.LocalHost.Engine;

namespace TradingBase.Simulation.Tests.Engine;

/// <summary>Hears what the simulated functions tell, over all lives of the engine.</summary>
/// <param name="time">The machine's.</param>
/// <param name="trace">Gets a line for each activity and each run.</param>
internal sealed class Observer(VirtualTime time, Trace trace)
{
    private readonly Dictionary<string, int> _executions = [];
    private readonly Dictionary<Guid, string> _guids = [];
    private readonly List<string> _again = [];
    private HashSet<string> _begun = [];
    private HashSet<string> _open = [];

    /// <summary>All runs that have begun: their instance and what they started with.</summary>
    internal Dictionary<string, (string Id, ProgramInput Program)> Runs { get; } = [];

    /// <summary>What cannot have happened; empty as long as all is well.</summary>
    internal List<string> Wrongs { get; } = [];

    /// <summary>How many executions of this life repeat one of a former life.</summary>
    internal int Repeated { get; private set; }

    /// <summary>A new life begins.</summary>
    /// <param name="open">The calls whose end the store does not hold.</param>
    internal void BeginLife(HashSet<string> open)
    {
        _open = open;
        _begun = [];
        Repeated = 0;
    }

    /// <summary>A run is to be rewound: what failed in it, and in what it started, runs again.</summary>
    internal void Again(SimulatedRun run) => _again.Add(run.Name + "/");

    /// <summary>An activity begins.</summary>
    /// <returns>The how-many-eth execution of that call it is, from 1.</returns>
    internal int Execute(WorkInput work)
    {
        int before = _executions.GetValueOrDefault(work.Key);
        _executions[work.Key] = before + 1;
        bool first = _begun.Add(work.Key);
        trace.Add($"  work {work.Key} begins, execution {before + 1}");
        if (work.Retried || _again.Exists(run => work.Key.StartsWith(run, StringComparison.Ordinal)))
        {
            return before + 1;
        }

        if (!first)
        {
            Wrongs.Add($"activity {work.Key} was executed twice in one life of the engine");
        }
        else if (before > 0)
        {
            Repeated++;
            if (!_open.Contains(work.Key))
            {
                Wrongs.Add($"activity {work.Key} was executed again though its end was on the disk");
            }
        }

        return before + 1;
    }

    internal void Began(string id, ProgramInput program)
    {
        if (Runs.TryAdd(program.Run, (id, program)))
        {
            trace.Add($"  run {program.Run} begins as {id}");
        }
    }

    internal void Saw(string run, DateTime now, DateTime before)
    {
        if (now < before)
        {
            Wrongs.Add($"the time of {run} went back from {before:o} to {now:o}");
        }
    }

    internal void Fired(string key, DateTime due, DateTime now)
    {
        if (now < due || time.Latest.UtcDateTime < due)
        {
            Wrongs.Add($"timer {key} was due {due:o} and fired {now:o}, at {time.Latest:o}");
        }
    }

    internal void Made(Guid guid, string key)
    {
        // Ids are made of an instance's id and its time; two starts of one id may meet at one moment.
        if (!_guids.TryAdd(guid, key) && _guids[guid] != key
            && _guids[guid].Split('/')[0] == key.Split('/')[0])
        {
            Wrongs.Add($"{key} and {_guids[guid]} made the same id");
        }
    }

    /// <summary>Compares what the engine counted with what was seen.</summary>
    internal void EndLife(EngineCounters counters)
    {
        if (counters.RepeatedActivities < Repeated)
        {
            Wrongs.Add($"{Repeated} activities ran again and {counters.RepeatedActivities} were counted");
        }
    }
}
