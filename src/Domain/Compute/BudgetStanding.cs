namespace TradingBase.Compute;

/// <summary>How a budget stands.</summary>
/// <param name="Account">Whose.</param>
/// <param name="Day">Which day, UTC.</param>
/// <param name="LimitUsd">Most that is spent in the day, US dollars.</param>
/// <param name="SpentUsd">What was billed, as far as the processes have told it.</param>
/// <param name="HeldUsd">
/// What processes hold for calls under way and to come, or held when they were lost; it may be spent already.
/// </param>
public sealed record BudgetStanding(
    string Account, DateOnly Day, decimal LimitUsd, decimal SpentUsd, decimal HeldUsd)
{
    /// <summary>What nobody holds; zero or more.</summary>
    public decimal FreeUsd => Math.Max(LimitUsd - SpentUsd - HeldUsd, 0);
}
