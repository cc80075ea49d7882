namespace TradingBase.Simulation.Tests.Engine;

/// <summary>A fault that the harness brings in, to see that the simulation finds it.</summary>
public enum Planted
{
    /// <summary>None.</summary>
    None,

    /// <summary>Clients are told that all is kept before it is.</summary>
    AcknowledgesEarly,

    /// <summary>A message between instances is lost with a crash.</summary>
    LosesMessages,

    /// <summary>Messages between instances arrive twice after a crash.</summary>
    DeliversTwice,

    /// <summary>The end of an activity is told to nobody.</summary>
    ForgetsActivities,

    /// <summary>The engine's clock is fast.</summary>
    FiresEarly,

    /// <summary>The disk forgets the last commit when the process is killed.</summary>
    LosesCommits,
}
