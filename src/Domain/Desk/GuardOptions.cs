namespace TradingBase.Desk;

/// <summary>When the desk holds itself back; read from configuration.</summary>
public sealed record GuardOptions
{
    /// <summary>
    /// Share of a loss limit from which on the desk only reduces; beyond the limit itself it halts.
    /// </summary>
    /// <value>The default is 80 %; above zero and at most 100 %, which leaves no room for it.</value>
    public Ratio SoftShare { get; init; } = new(0.8m);

    /// <summary>Orders in a row that a venue may reject; one more and the desk only reduces, twice as many
    /// and one more and it halts.</summary>
    /// <value>The default is 5; 1 to 100.</value>
    public int MaxRejections { get; init; } = 5;

    /// <summary>
    /// Age of a venue's reconciliation, or of the market clock's tick, beyond which a live desk only reduces.
    /// </summary>
    /// <value>The default is five minutes; above zero.</value>
    public TimeSpan ReduceAfter { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The same, beyond which it halts.</summary>
    /// <value>The default is fifteen minutes; at least <see cref="ReduceAfter"/>.</value>
    public TimeSpan HaltAfter { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>After which silence of the desk a venue that can shall take all orders back.</summary>
    /// <value>The default is three minutes; it is told again each minute.</value>
    public TimeSpan DeadManAfter { get; init; } = TimeSpan.FromMinutes(3);
}
