namespace TradingBase.Strategy;

/// <summary>How one order is worked; signed with it.</summary>
/// <param name="Algorithm">How.</param>
/// <param name="Slices">In how many parts, 2 to 100.</param>
/// <param name="Minutes">Over how long, minutes, 1 to 1,440.</param>
/// <param name="Share">Share of the traded volume, above 0, at most 1; for participation alone.</param>
/// <exception cref="ArgumentException">A number is out of its bounds.</exception>
public sealed record ExecutionPlan(
    ExecutionAlgorithm Algorithm, int Slices = 10, int Minutes = 60, decimal Share = 0.05m)
{
    /// <summary>In how many parts.</summary>
    public int Slices { get; init => field = Within(value, 2, 100, nameof(Slices)); } =
        Within(Slices, 2, 100, nameof(Slices));

    /// <summary>Over how long, minutes.</summary>
    public int Minutes { get; init => field = Within(value, 1, 1_440, nameof(Minutes)); } =
        Within(Minutes, 1, 1_440, nameof(Minutes));

    /// <summary>Share of the traded volume.</summary>
    public decimal Share { get; init => field = Part(value); } = Part(Share);

    private static int Within(int value, int least, int most, string name) => value < least || value > most
        ? throw new ArgumentException($"{name} of {value} is not between {least} and {most}.", name)
        : value;

    private static decimal Part(decimal share) => share is <= 0 or > 1
        ? throw new ArgumentException(
            FormattableString.Invariant($"A share of {share} is not above 0 and at most 1."), nameof(share))
        : share;
}
