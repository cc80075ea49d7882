namespace TradingBase.Simulation.Tests.Engine;

/// <summary>Draws programs.</summary>
/// <param name="random">Decides everything.</param>
internal sealed class ProgramMaker(Random random)
{
    private const int Deepest = 2;

    private static readonly StepKind[] Simple =
    [
        StepKind.Call, StepKind.Call, StepKind.Call, StepKind.FanOut, StepKind.Retry, StepKind.Forget,
        StepKind.Timer, StepKind.Timer, StepKind.Wait, StepKind.Wait, StepKind.WaitOrTimeOut,
        StepKind.WaitOrTimeOut, StepKind.Race, StepKind.Race, StepKind.Guid, StepKind.Fail, StepKind.Throw,
    ];

    private static readonly StepKind[] Nested =
    [
        StepKind.Child, StepKind.Child, StepKind.Feed, StepKind.Ask, StepKind.Try, StepKind.Branches,
    ];

    private int _left;

    internal ProgramInput Make(string run)
    {
        _left = random.Next(2, 18);
        int generations = random.Next(4) == 0 ? random.Next(2, 4) : 1;
        List<Step> steps = Body("", "e", 0, mayFail: random.Next(4) == 0);
        return new(run, steps, generations, 0, [], DateTime.MinValue);
    }

    private List<Step> Body(string prefix, string events, int depth, bool mayFail)
    {
        List<Step> steps = [];
        int length = random.Next(1, depth == 0 ? 7 : 4);
        for (int i = 0; i < length && _left > 0; i++)
        {
            _left--;
            string path = $"{prefix}{i}";
            steps.Add(depth < Deepest && random.Next(4) == 0
                ? Bodied(path, events, depth, mayFail)
                : Plain(path, events, mayFail));
            if (depth == 0 && random.Next(8) == 0)
            {
                steps.Add(new() { Kind = StepKind.Status, Path = $"{path}s" });
            }
        }

        return steps;
    }

    private Step Plain(string path, string events, bool mayFail)
    {
        StepKind kind = Simple[random.Next(Simple.Length - (mayFail ? 0 : 2))];
        int number = kind switch
        {
            StepKind.FanOut => random.Next(2, 6),
            StepKind.Retry => random.Next(SimulatedProgram.Attempts + (mayFail ? 1 : 0)),
            _ => 0,
        };
        long ticks = kind is StepKind.Timer or StepKind.WaitOrTimeOut or StepKind.Race ? Length()
            : random.Next(4) == 0 ? 1 : 0;
        return new() { Kind = kind, Path = path, Number = number, Ticks = ticks, Name = events };
    }

    private Step Bodied(string path, string events, int depth, bool mayFail)
    {
        StepKind kind = Nested[random.Next(Nested.Length)];
        switch (kind)
        {
            case StepKind.Try:
                List<Step> tried = Body($"{path}.", events, depth + 1, mayFail: true);
                return new() { Kind = kind, Path = path, Bodies = [tried] };
            case StepKind.Branches:
                // Each branch has a name of its own: who of two waiters is served is not for the model.
                return new()
                {
                    Kind = kind,
                    Path = path,
                    Bodies = [.. Enumerable.Range(0, random.Next(2, 4)).Select(
                        i => Body($"{path}.{i}.", $"{events}.{path}.{i}", depth + 1, mayFail))],
                };
            default:
                int number = kind is StepKind.Feed ? random.Next(1, 4) : random.Next(2);
                List<Step> body = Body("", "e", depth + 1, mayFail);
                if (kind is StepKind.Ask)
                {
                    body.Insert(0, new() { Kind = StepKind.Tell, Path = "t" });
                }

                for (int i = 0; i < number && kind is StepKind.Feed; i++)
                {
                    body.Insert(
                        random.Next(body.Count + 1),
                        new() { Kind = StepKind.WaitForFeed, Path = $"f{i}", Name = "fed" });
                }

                return new() { Kind = kind, Path = path, Number = number, Bodies = [body] };
        }
    }

    private long Length() => random.Next(5) switch
    {
        0 => 1,
        1 => random.Next(1, 20) * TimeSpan.TicksPerMillisecond,
        2 => random.Next(1, 60) * TimeSpan.TicksPerSecond,
        3 => TimeSpan.TicksPerSecond,
        _ => random.Next(1, 30) * TimeSpan.TicksPerMinute,
    };
}
