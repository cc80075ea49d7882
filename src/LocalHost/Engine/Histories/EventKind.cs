namespace TradingBase.LocalHost.Engine.Histories;

/// <summary>What a history's event tells. The numbers are in the store; new ones are added, none is
/// reused.</summary>
internal enum EventKind : byte
{
    /// <summary>A step begins; its ticks are the orchestration's time until the next.</summary>
    StepStarted = 1,
    Started = 2,
    TaskCompleted = 3,
    TaskFailed = 4,
    ChildCompleted = 5,
    ChildFailed = 6,
    TimerFired = 7,
    EventRaised = 8,
    Suspended = 9,
    Resumed = 10,
    Terminated = 11,

    /// <summary>The instance had failed and goes on without its failures; its target says why.</summary>
    Rewound = 12,

    /// <summary>From here on what the orchestration asked for.</summary>
    TaskScheduled = 32,
    TimerCreated = 33,
    TimerCancelled = 34,
    ChildScheduled = 35,
    EventSent = 36,

    /// <summary>Never stored: the code went on outside of its own thread.</summary>
    Escaped = 64,
}
