namespace TradingBase.Simulation.Tests.Orders;

/// <summary>What a person or a cycle does at a moment, again after each crash until it is done.</summary>
/// <param name="At">When, since the beginning.</param>
/// <param name="DoAsync">What; true when it is done.</param>
internal sealed record Act(TimeSpan At, Func<DeskLife, Task<bool>> DoAsync)
{
    /// <summary>Whether it is done.</summary>
    internal bool IsDone { get; set; }

    /// <summary>Which process is about it; null for none.</summary>
    internal DeskLife? Doer { get; set; }

    /// <summary>Not before this moment, after it could not be done.</summary>
    internal TimeSpan NotBefore { get; set; } = At;
}
