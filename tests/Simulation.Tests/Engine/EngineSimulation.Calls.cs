namespace TradingBase.Simulation.Tests.Engine;

/// <content>What clients do.</content>
internal sealed partial class EngineSimulation
{
    private const int MostStarts = 8;

    private void Call()
    {
        int client = _random.Next(ClientDesk.Clients);
        SimulatedRun[] targets = Targets();
        int drawn = _random.Next(27);
        if (!_desk.IsFree(client))
        {
            Tell("nobody calls");
        }
        else if (targets.Length == 0 || (drawn < 5 && _starts < MostStarts))
        {
            Start(client);
        }
        else
        {
            Steer(client, targets[_random.Next(targets.Length)], drawn);
        }
    }

    private void Steer(int client, SimulatedRun run, int drawn)
    {
        Tell("a call");
        switch (drawn)
        {
            case var _ when _desk.IsChanging(run.Id):
                // Whoever holds the id when it comes, nobody waits for it; it must be answered all the same.
                _desk.Raise(client, run, "noise");
                break;
            case < 13:
                if (Names(run.Program.Steps).ToArray() is { Length: > 0 } names)
                {
                    _desk.Raise(client, run, names[_random.Next(names.Length)]);
                }

                break;
            case < 17:
                if (!run.IsSteered)
                {
                    _desk.Steer(client, run, suspend: _random.Next(3) > 0);
                }

                break;
            case < 18:
                _desk.Terminate(client, run, recursive: _random.Next(2) == 0);
                break;
            case < 20:
                // A child that is gone would be started anew by a rewinding, and be told nothing again.
                if (!run.IsChild && !_desk.IsAsked(run.Id))
                {
                    _desk.Purge(client, run, recursive: _random.Next(2) == 0);
                }

                break;
            case < 22:
                _desk.Wait(run);
                break;
            case < 25:
                _desk.Rewind(client, run);
                break;
            default:
                if (!run.IsChild && !_desk.IsAsked(run.Id) && _starts < MostStarts)
                {
                    Start(client, run);
                }

                break;
        }
    }

    private void Start(int client, SimulatedRun? former = null)
    {
        // No two at one moment: the ids that code makes are made of an instance's id and its time.
        _time.Advance(_random.Next(1, (int)TimeSpan.TicksPerSecond));
        string name = $"r{++_starts}";
        Tell($"start {name}");
        DateTimeOffset? at = _random.Next(5) == 0 ? _time.Wall.AddSeconds(_random.Next(-5, 60)) : null;
        SimulatedRun run = new(former?.Id ?? name, _maker.Make(name));
        _desk.Start(client, run, former, anyway: former is not null && _random.Next(3) == 0, at);
    }

    // Those who hold their id, as far as clients know.
    private SimulatedRun[] Targets() =>
    [
        .. _desk.Known
            .Where(run => run.Start is Fate.Kept or Fate.Unknown)
            .GroupBy(run => run.Id)
            .Select(holders => holders.Last())
            .Where(run => run.Start is Fate.Kept && !run.Purged),
    ];

    /// <summary>The names that a run's own steps wait for; what parents and children send is
    /// theirs.</summary>
    private static IEnumerable<string> Names(IEnumerable<Step> steps) => steps
        .SelectMany(step => step.Kind switch
        {
            StepKind.Wait or StepKind.WaitOrTimeOut or StepKind.Race => [step.Name],
            StepKind.Try or StepKind.Branches => step.Bodies.SelectMany(Names),
            _ => [],
        })
        .Distinct();
}
