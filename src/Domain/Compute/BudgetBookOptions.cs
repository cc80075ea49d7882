namespace TradingBase.Compute;

/// <summary>How processes share budgets.</summary>
public sealed record BudgetBookOptions
{
    /// <summary>How long a process may spend what it holds; greater than zero.</summary>
    /// <value>Two minutes; what is left is given back after half of it.</value>
    public TimeSpan LeaseLife { get; init => field = Check.Positive(value); } = TimeSpan.FromMinutes(2);

    /// <summary>How far the processes' clocks may differ; zero or more.</summary>
    /// <value>Two seconds.</value>
    public TimeSpan Skew { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Share of a day's budget that a process holds at once at most; 0 to 1.</summary>
    /// <value>0.02: a process that is lost costs the day at most this and its calls under way.</value>
    public decimal Slice { get; init; } = 0.02m;
}
