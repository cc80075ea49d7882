namespace TradingBase.Simulation.Tests.Orders;

/// <summary>A fault that is built into the desk, to see whether the simulation finds it.</summary>
internal enum Planted
{
    /// <summary>An order without an answer is sent again when the venue does not know it.</summary>
    SendsAgain,

    /// <summary>A fill is posted under two names.</summary>
    PostsTwice,

    /// <summary>A cancel is taken for an end without fills.</summary>
    ForgetsFillsOfCancels,

    /// <summary>"No such order" is taken for a proof at once.</summary>
    WaitsForNoArrival,

    /// <summary>A cancel without an answer is taken for an end.</summary>
    EndsWhatItCancels,
}
