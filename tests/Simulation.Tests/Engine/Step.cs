namespace TradingBase.Simulation.Tests.Engine;

/// <summary>What a simulated orchestration can be told to do.</summary>
internal enum StepKind
{
    /// <summary>An activity.</summary>
    Call,

    /// <summary>Several activities at once.</summary>
    FanOut,

    /// <summary>An activity that fails a few times, with a retry policy.</summary>
    Retry,

    /// <summary>An activity that fails for good.</summary>
    Fail,

    /// <summary>An activity that nobody waits for.</summary>
    Forget,

    /// <summary>A sub-orchestration.</summary>
    Child,

    /// <summary>A sub-orchestration that is sent events which it waits for.</summary>
    Feed,

    /// <summary>A sub-orchestration that sends its parent an event.</summary>
    Ask,

    /// <summary>The child's side of <see cref="Ask"/>.</summary>
    Tell,

    Timer,

    /// <summary>A wait for an event, however long.</summary>
    Wait,

    /// <summary>The child's side of <see cref="Feed"/>.</summary>
    WaitForFeed,

    /// <summary>A wait for an event with a time-out.</summary>
    WaitOrTimeOut,

    /// <summary>A timer against an event, by hand.</summary>
    Race,

    Status,
    Throw,
    Guid,

    /// <summary>A body whose failure is caught.</summary>
    Try,

    /// <summary>Bodies at the same time.</summary>
    Branches,
}

/// <summary>One step of a program.</summary>
internal sealed record Step
{
    public required StepKind Kind { get; init; }

    /// <summary>Where it stands in its program; no other has the same.</summary>
    public required string Path { get; init; }

    /// <summary>How many, or how often; whether a child's id is given when 1.</summary>
    public int Number { get; init; }

    /// <summary>A timer's length.</summary>
    public long Ticks { get; init; }

    /// <summary>An event's.</summary>
    public string Name { get; init; } = "";

    /// <summary>A child's program, what is tried, or branches.</summary>
    public IReadOnlyList<IReadOnlyList<Step>> Bodies { get; init; } = [];
}

/// <summary>What a simulated orchestration starts with.</summary>
/// <param name="Run">A name that no other start has; a child's begins with its parent's.</param>
/// <param name="Steps">The program.</param>
/// <param name="Generations">How many times it is run through, each continued as new by the last.</param>
/// <param name="Generation">Which of them this is, from 0.</param>
/// <param name="Done">What the former generations wrote down.</param>
/// <param name="Latest">The time that they saw last.</param>
internal sealed record ProgramInput(
    string Run,
    IReadOnlyList<Step> Steps,
    int Generations,
    int Generation,
    IReadOnlyList<string> Done,
    DateTime Latest)
{
    /// <summary>The name of the run of a child, or of the work of an activity.</summary>
    internal string Key(Step step, int item = 0) => $"{Run}/{Generation}.{step.Path}#{item}";

    /// <summary>What a child of a step starts with.</summary>
    internal ProgramInput Child(Step step) =>
        new(Key(step), step.Bodies[0], 1, 0, [], DateTime.MinValue);

    /// <summary>What whoever has a key computes; the same in every run of every process.</summary>
    internal static int Value(string key) =>
        (int)(key.Aggregate(2166136261u, (hash, letter) => unchecked((hash ^ letter) * 16777619)) % 1000);
}

/// <summary>What a simulated activity is to do.</summary>
/// <param name="Key">A name that no other call has; the attempts of one call share it.</param>
/// <param name="Failures">How many executions fail before one succeeds.</param>
/// <param name="Stubborn">Whether it goes on when the engine stops.</param>
/// <param name="Retried">Whether it may be executed several times.</param>
internal sealed record WorkInput(string Key, int Failures, bool Stubborn, bool Retried);
