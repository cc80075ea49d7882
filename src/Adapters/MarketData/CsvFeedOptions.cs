namespace TradingBase.Adapters.MarketData;

/// <summary>Which recorded bars a <see cref="CsvFeed"/> reads.</summary>
public sealed record CsvFeedOptions
{
    /// <summary>
    /// Root of the folders <c>equity</c>, <c>crypto</c>, <c>fx</c>, <c>commodity</c> and so on.
    /// </summary>
    /// <value>There is no default.</value>
    public required string Folder { get; init; }
}
