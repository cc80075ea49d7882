using Microsoft.DurableTask.Client;

namespace TradingBase.Simulation.Tests.Engine;

/// <summary>What became of something that a client asked for.</summary>
internal enum Fate
{
    /// <summary>Not known yet.</summary>
    Asked,

    /// <summary>Acknowledged, or found in the store after a crash.</summary>
    Kept,

    /// <summary>The client was told that nothing was kept.</summary>
    Refused,

    /// <summary>The process ended before the answer.</summary>
    Unknown,
}

/// <summary>One start of one instance: by a client, or by a parent.</summary>
/// <param name="id">Its instance id.</param>
/// <param name="program">What it started with.</param>
internal sealed class SimulatedRun(string id, ProgramInput program)
{
    internal string Id => id;

    internal string Name => program.Run;

    internal ProgramInput Program => program;

    /// <summary>Whether its parent started it, so that it is there from the moment it was seen.</summary>
    internal bool IsChild { get; init; }

    internal Fate Start { get; set; }

    /// <summary>Whether somebody asked for its end, with or without its children.</summary>
    internal bool TerminationAsked { get; set; }

    internal bool RecursiveTerminationAsked { get; set; }

    internal bool TerminationKept { get; set; }

    internal bool RecursiveTerminationKept { get; set; }

    /// <summary>Whether it may have been removed: purged, or replaced by another start of its id.</summary>
    internal bool MayBeGone { get; set; }

    /// <summary>Whether it, or what started it, was rewound, so that no end of it is its last.</summary>
    internal bool Again { get; set; }

    /// <summary>Whether a purge was acknowledged.</summary>
    internal bool Purged { get; set; }

    /// <summary>Whether a suspension or its end is on its way.</summary>
    internal bool IsSteered { get; set; }

    /// <summary>What a client was told of its end; it never changes again.</summary>
    internal OrchestrationMetadata? End { get; set; }
}

/// <summary>An event that a client raised.</summary>
/// <param name="Payload">A number that no other event has.</param>
/// <param name="Run">For whom.</param>
/// <param name="Name">The event's name.</param>
/// <param name="Client">Who raised it; each client waits for one answer before it goes on.</param>
internal sealed record Raised(int Payload, SimulatedRun Run, string Name, int Client)
{
    internal Fate Fate { get; set; }
}
