namespace TradingBase.Desk;

/// <summary>How books and venues are compared.</summary>
public sealed record ReconciliationOptions
{
    private static readonly HashSet<string> CountedInCents = new(StringComparer.Ordinal)
    {
        "USD", "EUR", "GBP", "JPY", "CHF", "CAD", "AUD", "NZD", "USDT", "USDC", "FDUSD", "BUSD", "DAI",
    };

    /// <summary>Difference of cash that is no break, in a currency counted in cents; zero or more.</summary>
    /// <value>The default is one cent; a coin differs from 0.00000001 on.</value>
    public decimal CashTolerance { get; init; } = 0.01m;

    /// <summary>Share by which average prices may differ; zero or more.</summary>
    /// <value>The default is 0.01 %.</value>
    public Ratio PriceTolerance { get; init; } = Ratio.FromPercent(0.01m);

    /// <summary>How far before the newest fill known fills are read again; above zero.</summary>
    /// <value>The default is one hour.</value>
    public TimeSpan LookBack { get; init; } = TimeSpan.FromHours(1);

    /// <summary>The same while a break is looked for; above <see cref="LookBack"/>.</summary>
    /// <value>The default is seven days.</value>
    public TimeSpan DeepLookBack { get; init; } = TimeSpan.FromDays(7);

    /// <summary>Runs in a row that must see the same break before it counts; 2 or more.</summary>
    /// <value>The default is two: a fill may be on its way during one.</value>
    public int RunsThatCount { get; init; } = 2;

    /// <summary>Runs in a row after which a break counts though its size changes each time.</summary>
    /// <value>The default is five.</value>
    public int MostRuns { get; init; } = 5;

    /// <summary>Difference of cash that is no break.</summary>
    public decimal ToleranceOf(string currency) =>
        CountedInCents.Contains(currency) ? CashTolerance : Math.Min(CashTolerance, 0.00000001m);
}
