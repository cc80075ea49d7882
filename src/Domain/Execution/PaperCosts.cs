namespace TradingBase.Execution;

/// <summary>What trading in one market costs on paper, in the place of the catalogue's costs.</summary>
public sealed record PaperCosts
{
    /// <summary>Name of the market in the catalogue.</summary>
    public string Name { get; init; } = "";

    /// <summary>Name of a fee schedule, such as <c>binance-spot</c>.</summary>
    /// <value>The default, null, is the catalogue's.</value>
    public string? Fees { get; init; }

    /// <summary>How slippage is counted.</summary>
    public SlippageKind Slippage { get; init; }

    /// <summary>The constant, basis points of the price; zero or more.</summary>
    /// <value>The default, null, is the catalogue's.</value>
    public decimal? SlippageBps { get; init; }
}
