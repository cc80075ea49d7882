namespace TradingBase.Adapters.MarketData;

/// <summary>Which made-up world a <see cref="SimulatedFeed"/> shows.</summary>
public sealed record SimulatedFeedOptions
{
    /// <summary>Decides every price; equal seeds give equal bars on every machine.</summary>
    /// <value>The default is 42.</value>
    public int Seed { get; init; } = 42;

    /// <summary>How many instruments, spread evenly over the markets; 1 to 10,000.</summary>
    /// <value>The default is 12.</value>
    public int Instruments { get; init; } = 12;

    /// <summary>The first day that may have a bar; every path starts here.</summary>
    /// <value>The default is 2024-01-01.</value>
    public DateOnly From { get; init; } = new(2024, 1, 1);

    /// <summary>
    /// The last day that may have a bar; a later last day leaves the earlier bars as they were.
    /// </summary>
    /// <value>The default is 2026-12-31.</value>
    public DateOnly To { get; init; } = new(2026, 12, 31);

    /// <summary>
    /// Chooses days around a desk time: two to three years before it, and a month behind it to fill in.
    /// </summary>
    /// <param name="deskTime">UTC.</param>
    /// <remarks>
    /// The first day is a New Year's Day, so that desk times of one year see the same world.
    /// </remarks>
    public SimulatedFeedOptions Around(DateTimeOffset deskTime) => this with
    {
        From = new(deskTime.UtcDateTime.Year - 2, 1, 1),
        To = DateOnly.FromDateTime(deskTime.UtcDateTime).AddDays(31),
    };
}
