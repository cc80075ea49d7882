using System.Globalization;
using System.Text.Json;

namespace TradingBase.Simulation.Tests.Engine;

/// <summary>Says what a program may have written down, and finds out what it took in.</summary>
/// <param name="mayBeTerminated">Whether somebody asked for the end of a run or of one below it.</param>
internal sealed class ProgramModel(Func<string, bool> mayBeTerminated)
{
    private IReadOnlyList<string> _lines = [];
    private int _at;

    /// <summary>What waits took in, in the order of the program.</summary>
    internal List<(string Run, string Name, int Payload)> Taken { get; } = [];

    /// <summary>The custom status that was set last; only roots set one, and not in branches.</summary>
    internal string? Status { get; private set; }

    /// <summary>Judges what a run that has ended wrote down.</summary>
    /// <returns>Whether it has to have failed.</returns>
    /// <exception cref="ImpossibleException">The program cannot have written that.</exception>
    internal bool Judge(ProgramInput program, IReadOnlyList<string> lines)
    {
        (IReadOnlyList<string> Lines, int At) outer = (_lines, _at);
        (_lines, _at) = (lines, 0);
        bool failed = false;
        for (int generation = 0; generation < program.Generations && !failed; generation++)
        {
            int fed = 0;
            failed = Walk(program with { Generation = generation }, program.Steps, ref fed);
        }

        if (_at < lines.Count)
        {
            throw new ImpossibleException($"{program.Run} wrote more than its program: {lines[_at]}");
        }

        (_lines, _at) = outer;
        return failed;
    }

    private bool Walk(ProgramInput input, IReadOnlyList<Step> steps, ref int fed)
    {
        foreach (Step step in steps)
        {
            if (step.Kind is StepKind.Try)
            {
                Expect(input, step, Walk(input, step.Bodies[0], ref fed) ? "caught" : "well");
                continue;
            }

            if (step.Kind is StepKind.Branches)
            {
                bool broken = false;
                foreach (IReadOnlyList<Step> body in step.Bodies)
                {
                    broken |= Walk(input, body, ref fed);
                }

                Expect(input, step, broken ? "failed" : "joined");
                if (broken)
                {
                    return true;
                }

                continue;
            }

            string text = Next(input, step);
            bool failed = text == "failed";
            if (failed != MustFail(step) && !(failed && step.Bodies.Count > 0
                && mayBeTerminated(input.Key(step))))
            {
                throw new ImpossibleException($"{input.Key(step)} is {step.Kind} and came to '{text}'");
            }

            if (failed)
            {
                return true;
            }

            Check(input, step, text, ref fed);
        }

        return false;
    }

    private void Check(ProgramInput input, Step step, string text, ref int fed)
    {
        string key = input.Key(step);
        switch (step.Kind)
        {
            case StepKind.Call or StepKind.Retry:
                Same(key, $"{ProgramInput.Value(key)}", text);
                break;
            case StepKind.FanOut:
                Same(key, string.Join(',', Enumerable.Range(0, step.Number).Select(
                    i => ProgramInput.Value(input.Key(step, i)))), text);
                break;
            case StepKind.Child or StepKind.Feed:
                Child(input, step, text);
                break;
            case StepKind.Ask:
                string told = $"told {ProgramInput.Value(key)} ";
                Same(key, told, text[..Math.Min(told.Length, text.Length)]);
                Child(input, step, text[told.Length..]);
                break;
            case StepKind.WaitForFeed:
                Same(key, $"e{ProgramInput.Value($"{input.Run}!{fed++}")}", text);
                break;
            case StepKind.Wait:
            case StepKind.WaitOrTimeOut when text != "timed out":
            case StepKind.Race when text != "fired":
                Taken.Add((input.Run, step.Name, int.Parse(text.AsSpan(1), CultureInfo.InvariantCulture)));
                break;
            case StepKind.Status:
                Status = $"{input.Generation}.{step.Path}";
                break;
            default:
                break;
        }
    }

    private void Child(ProgramInput input, Step step, string text)
    {
        ProgramInput child = input.Child(step);
        if (Judge(child, JsonSerializer.Deserialize<List<string>>(text)!))
        {
            throw new ImpossibleException($"{child.Run} failed, and its parent was told that it did not");
        }
    }

    private static bool MustFail(Step step) => step.Kind switch
    {
        StepKind.Fail or StepKind.Throw => true,
        StepKind.Retry => step.Number >= SimulatedProgram.Attempts,
        StepKind.Child or StepKind.Feed or StepKind.Ask or StepKind.Branches =>
            step.Bodies.Any(body => body.Any(MustFail)),
        _ => false,
    };

    private string Next(ProgramInput input, Step step)
    {
        string head = $"{input.Generation}.{step.Path}=";
        string line = _at < _lines.Count ? _lines[_at] : "(nothing)";
        if (!line.StartsWith(head, StringComparison.Ordinal))
        {
            throw new ImpossibleException($"{input.Run} wrote '{line}' where '{head}' comes next");
        }

        _at++;
        return line[head.Length..];
    }

    private void Expect(ProgramInput input, Step step, string expected) =>
        Same(input.Key(step), expected, Next(input, step));

    private static void Same(string key, string expected, string found)
    {
        if (found != expected)
        {
            throw new ImpossibleException($"{key} came to '{found}' and not to '{expected}'");
        }
    }
}

/// <summary>What was seen cannot have happened.</summary>
internal sealed class ImpossibleException(string message) : Exception(message);
