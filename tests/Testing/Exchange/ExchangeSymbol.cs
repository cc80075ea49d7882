namespace TradingBase.Testing.Exchange;

/// <summary>What is traded, and within which bounds.</summary>
/// <param name="Name">The venue's name of it, such as <c>BTCUSDT</c>.</param>
/// <param name="Base">The coin or share that is bought.</param>
/// <param name="Quote">The money it is paid in.</param>
public sealed record ExchangeSymbol(string Name, string Base, string Quote)
{
    /// <summary>Step of prices; greater than zero.</summary>
    public decimal Tick { get; init; } = 0.01m;

    /// <summary>Step of quantities; greater than zero.</summary>
    public decimal Lot { get; init; } = 0.00001m;

    /// <summary>Least quantity.</summary>
    public decimal MinQuantity { get; init; } = 0.00001m;

    /// <summary>Greatest quantity.</summary>
    public decimal MaxQuantity { get; init; } = 9000m;

    /// <summary>Least worth of an order, quote currency.</summary>
    public decimal MinNotional { get; init; } = 5m;

    /// <summary>Share of the worth that a resting order pays.</summary>
    public decimal MakerFee { get; init; } = 0.001m;

    /// <summary>Share of the worth that a taking order pays.</summary>
    public decimal TakerFee { get; init; } = 0.001m;

    /// <summary>Whether a buyer pays the fee in what was bought; else fees are in quote currency.</summary>
    public bool FeeInReceived { get; init; }

    /// <summary>Whether prices may be zero or negative.</summary>
    public bool AllowsNegativePrice { get; init; }

    /// <summary>Whether more may be sold than is held.</summary>
    public bool AllowsShort { get; init; }

    /// <summary>Whether orders without a price are taken.</summary>
    public bool TakesMarketOrders { get; init; } = true;

    /// <summary>Most open orders.</summary>
    public int MaxOpenOrders { get; init; } = 200;

    /// <summary>Price levels behind the best one, each as deep as it.</summary>
    public int Depth { get; init; } = 5;
}
