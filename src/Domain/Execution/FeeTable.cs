namespace TradingBase.Execution;

/// <summary>What a venue takes from a day on.</summary>
public sealed record FeeTable
{
    /// <summary>Name of its schedule, such as <c>kraken</c>; tables of one name follow each other.</summary>
    public string Name { get; init; } = "";

    /// <summary>First day on which it is valid, UTC.</summary>
    /// <value>The default is the first day there is.</value>
    public DateOnly ValidFrom { get; init; }

    /// <summary>How the fee is counted.</summary>
    public FeeForm Form { get; init; }

    /// <summary>Of a fill that waited in the book, basis points of its value; a rebate is negative.</summary>
    public decimal MakerBps { get; init; }

    /// <summary>Of a fill that took what was there, basis points of its value.</summary>
    public decimal TakerBps { get; init; }

    /// <summary>The same where a currency or a stable coin is dealt for another.</summary>
    /// <value>The default, null, is <see cref="MakerBps"/>.</value>
    public decimal? StableMakerBps { get; init; }

    /// <inheritdoc cref="StableMakerBps"/>
    /// <value>The default, null, is <see cref="TakerBps"/>.</value>
    public decimal? StableTakerBps { get; init; }

    /// <summary>For each share or contract, US dollars; zero or more.</summary>
    public decimal PerUnit { get; init; }

    /// <summary>Least fee of an order that is filled, US dollars; zero or more.</summary>
    public decimal Minimum { get; init; }

    /// <summary>Largest fee by the share, basis points of the value; zero is no bound.</summary>
    public decimal MaximumBps { get; init; }

    /// <summary>Whether a buyer of coins pays in the coin that is bought.</summary>
    public bool InReceivedCoin { get; init; }
}
