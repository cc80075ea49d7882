using TradingBase.Compute;

namespace TradingBase.Composition.Options;

/// <summary>What may be spent on inference in a day.</summary>
public sealed record BudgetSection
{
    /// <summary>
    /// Who spends: <c>desk</c>, <c>market:NAME</c> or <c>analyst:NAME</c>; no other budget's.
    /// </summary>
    /// <value>The default is <c>desk</c>: every call.</value>
    public string Account { get; init; } = InferenceBudget.Desk;

    /// <summary>Most that is spent in a day, UTC, US dollars; zero or more.</summary>
    /// <value>The default is 10.</value>
    public decimal UsdPerDay { get; init; } = 10m;

    /// <summary>Writes the section as the domain knows it.</summary>
    internal InferenceBudget ToBudget() => new(Account, UsdPerDay);
}
