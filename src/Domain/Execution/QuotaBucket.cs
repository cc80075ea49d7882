namespace TradingBase.Execution;

/// <summary>One limit of a venue, and how this desk keeps below it.</summary>
/// <param name="Name">Such as <c>weight</c> or <c>orders</c>.</param>
/// <param name="Limit">What the venue allows in a window; greater than zero.</param>
/// <param name="Window">The venue's window.</param>
/// <remarks>
/// A bucket of <see cref="Burst"/> tokens that fills at (limit - burst) / (window + 2 · skew) a second never
/// gives more than the limit in any window, by clocks that are no further than the skew from the true time.
/// Source: the token bucket's bound, burst + rate · time.
/// </remarks>
public sealed record QuotaBucket(string Name, decimal Limit, TimeSpan Window)
{
    /// <summary>What the venue allows in a window.</summary>
    public decimal Limit { get; } = Check.Positive(Limit);

    /// <summary>The venue's window.</summary>
    public TimeSpan Window { get; } = Check.Positive(Window);

    /// <summary>Most tokens that can be used at once; above zero, below the limit.</summary>
    /// <value>The default is a third of the limit.</value>
    public decimal Burst { get; init; } = Limit / 3;

    /// <summary>Tokens that only exits may take; zero or more, below the burst.</summary>
    /// <value>The default is a fifteenth of the limit: a fifth of the default burst.</value>
    public decimal Reserve { get; init; } = Limit / 15;

    /// <summary>Tokens that a process takes at once, so that it seldom asks the store; above zero.</summary>
    /// <value>The default is a thirtieth of the limit.</value>
    public decimal Chunk { get; init; } = Limit / 30;

    /// <summary>How long a process may use what it took.</summary>
    /// <value>The default is a tenth of the window.</value>
    public TimeSpan LeaseLife { get; init; } = Window / 10;

    /// <summary>How far the clocks of the desk's processes may be from the true time.</summary>
    /// <value>The default is half a second.</value>
    public TimeSpan Skew { get; init; } = TimeSpan.FromSeconds(0.5);

    /// <summary>Tokens a second.</summary>
    internal decimal Rate => (Limit - Burst) / (decimal)(Window + (2 * Skew)).TotalSeconds;
}
