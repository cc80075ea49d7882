namespace TradingBase.Compute;

/// <summary>What may be spent on inference in a day.</summary>
/// <param name="Account">
/// Who spends: <c>desk</c> for everybody, <c>market:NAME</c> or <c>analyst:NAME</c>.
/// </param>
/// <param name="UsdPerDay">Most that is spent in a day, UTC, US dollars; zero or more.</param>
public sealed record InferenceBudget(string Account, decimal UsdPerDay)
{
    /// <summary>The account that every call is charged to.</summary>
    public const string Desk = "desk";

    /// <summary>Who spends.</summary>
    public string Account { get; } = Check.NotBlank(Account);

    /// <summary>Most that is spent in a day.</summary>
    public decimal UsdPerDay { get; } = Check.NotNegative(UsdPerDay);

    /// <summary>The account of a market.</summary>
    public static string OfMarket(string market) => $"market:{market}";

    /// <summary>The account of an analyst.</summary>
    public static string OfAnalyst(string analyst) => $"analyst:{analyst}";
}
