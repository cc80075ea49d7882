using TradingBase.Analysis.Indicators;

namespace TradingBase.Analysis;

/// <summary>Every number that views rest on: the code of the table in <c>FEATURES.md</c>.</summary>
/// <remarks>All are values at the newest bar known. None looks at more than the newest 253 bars.</remarks>
public static class Features
{
    /// <summary>
    /// How many bars the recursive ones (exponential means, Wilder's) are fed with: the weight of what came
    /// before is
    /// below 10⁻⁷, so that a value does not hang on how much history a desk happens to keep.
    /// </summary>
    public const int WarmUp = 250;

    /// <summary>Newest close.</summary>
    public static readonly Feature Close = new("close", 1, history => history.Closes(1)[0]);

    /// <summary>Distance of the close from its 20-bar mean.</summary>
    public static readonly Feature Sma20Distance = new("sma20Distance", 20, history => Distance(history, 20));

    /// <summary>Distance of the close from its 50-bar mean.</summary>
    public static readonly Feature Sma50Distance = new("sma50Distance", 50, history => Distance(history, 50));

    /// <summary>Distance of the close from its 200-bar mean.</summary>
    public static readonly Feature Sma200Distance = new(
        "sma200Distance", 200, history => Distance(history, 200));

    /// <summary>Distance of the 12-bar exponential mean from the 26-bar one.</summary>
    public static readonly Feature EmaSpread = new("emaSpread", 26, Spread);

    /// <summary>Return over 20 bars.</summary>
    public static readonly Feature Momentum20 = new("momentum20", 21, history => Gain(history, 20, 0));

    /// <summary>Return over 60 bars.</summary>
    public static readonly Feature Momentum60 = new("momentum60", 61, history => Gain(history, 60, 0));

    /// <summary>Return over twelve months without the newest one.</summary>
    public static readonly Feature Momentum12M1 = new("momentum12m1", 253, history => Gain(history, 252, 21));

    /// <summary>Return over 60 bars in units of what chance would bring.</summary>
    public static readonly Feature Momentum60Score = new(
        "momentum60Score",
        61,
        history => Share(
            Gain(history, 60, 0), Volatility(history, 60) * Math.Sqrt(60.0 / history.PeriodsPerYear)));

    /// <summary>Standard deviations of the close from its 20-bar mean.</summary>
    public static readonly Feature ZScore20 = new(
        "zScore20", 20, history => ZScore.OfLast(history.Closes(20), 20)[^1]);

    /// <summary>Wilder's relative strength index over 14 bars.</summary>
    public static readonly Feature Rsi14 = new(
        "rsi14", 15, history => RelativeStrength.Wilder(history.Closes(WarmUp), 14)[^1]);

    /// <summary>Annualised volatility of 20 returns.</summary>
    public static readonly Feature Volatility20 = new("volatility20", 21, history => Volatility(history, 20));

    /// <summary>Annualised volatility of 60 returns.</summary>
    public static readonly Feature Volatility60 = new("volatility60", 61, history => Volatility(history, 60));

    /// <summary>Volatility of 20 returns against that of 60.</summary>
    public static readonly Feature VolatilityRatio = new(
        "volatilityRatio", 61, history => Share(Volatility(history, 20), Volatility(history, 60)));

    /// <summary>Distance of the close from its 60-bar high.</summary>
    public static readonly Feature Drawdown60 = new(
        "drawdown60", 60, history => Drawdown.FromHigh(history.Closes(60), 60)[^1]);

    /// <summary>Wilder's average true range over 14 bars as a share of the close.</summary>
    public static readonly Feature Atr14Ratio = new("atr14Ratio", 15, Range);

    /// <summary>The features of one series, in the table's order.</summary>
    public static IReadOnlyList<Feature> All { get; } =
    [
        Close, Sma20Distance, Sma50Distance, Sma200Distance, EmaSpread, Momentum20, Momentum60, Momentum12M1,
        Momentum60Score, ZScore20, Rsi14, Volatility20, Volatility60, VolatilityRatio, Drawdown60, Atr14Ratio,
    ];

    private static double Distance(PriceHistory history, int window)
    {
        double mean = MovingAverage.Simple(history.Closes(window), window)[^1];
        return Series.Return(mean, history.Closes(1)[0]);
    }

    private static double Spread(PriceHistory history)
    {
        ReadOnlySpan<double> closes = history.Closes(WarmUp);
        double slow = MovingAverage.Exponential(closes, 26)[^1];
        return Series.Return(slow, MovingAverage.Exponential(closes, 12)[^1]);
    }

    private static double Gain(PriceHistory history, int from, int to) =>
        Momentum.Between(history.Closes(from + 1), from, to)[^1];

    private static double Volatility(PriceHistory history, int returns) =>
        RealisedVolatility.CloseToClose(history.Closes(returns + 1), returns, history.PeriodsPerYear)[^1];

    private static double Range(PriceHistory history)
    {
        if (history.CloseOnly)
        {
            return double.NaN;
        }

        double range = AverageTrueRange.Wilder(
            history.Highs(WarmUp), history.Lows(WarmUp), history.Closes(WarmUp), 14)[^1];
        return Share(range, history.Closes(1)[0]);
    }

    private static double Share(double part, double whole) => whole > 0 ? part / whole : double.NaN;
}
