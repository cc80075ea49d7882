namespace TradingBase.Composition.Options;

/// <summary>Who the desk is, and how patient it is.</summary>
public sealed record DeskSection
{
    /// <summary>Name in records; 1 to 64 letters, digits, dots, dashes or underscores.</summary>
    /// <value>The default is <c>desk</c>.</value>
    public string Name { get; init; } = "desk";

    /// <summary>What everything is counted in; three capital letters.</summary>
    /// <value>The default is <c>USD</c>.</value>
    public string BaseCurrency { get; init; } = "USD";

    /// <summary>Cash that a new paper account is opened with, base currency; above zero.</summary>
    /// <value>The default is 1,000,000.</value>
    public decimal StartingCash { get; init; } = 1_000_000m;

    /// <summary>Instruments that one analyst looks at in one activity; 1 to 1,000.</summary>
    /// <value>The default is 50.</value>
    public int BatchSize { get; init; } = 50;

    /// <summary>How long an analyst may wait for inference, seconds; 1 to 86,400.</summary>
    /// <value>The default is 120.</value>
    public int InferencePatienceSeconds { get; init; } = 120;

    /// <summary>Age from which on a price or a rate is told as stale, hours; 1 to 8,760.</summary>
    /// <value>The default is 96, four days.</value>
    public int StaleMarkHours { get; init; } = 96;

    /// <summary>How long a live order may work before it is taken back, minutes; 1 to 43,200.</summary>
    /// <value>The default is 1,440, one day.</value>
    public int OrderPatienceMinutes { get; init; } = 1_440;

    /// <summary>
    /// How long an order waits for a person's approval before it is refused, minutes; 1 to 1,440.
    /// </summary>
    /// <value>The default is 15.</value>
    public int ApprovalPatienceMinutes { get; init; } = 15;
}
