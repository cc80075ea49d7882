namespace TradingBase.Simulation.Tests.Orders;

/// <summary>What may happen to a process between two of its instructions.</summary>
internal enum Mishap
{
    /// <summary>It is killed: nothing that it held in memory is left, and nothing of it goes on.</summary>
    Kill,

    /// <summary>
    /// It is taken for dead and replaced, and goes on with what it was about: its results are recorded
    /// nowhere, what it does outside counts.
    /// </summary>
    CutOff,

    /// <summary>The state store is away for one call, before it did it or after.</summary>
    StoreAway,
}
