namespace TradingBase.Testing.Exchange;

/// <summary>One symbol's prices now, and what is left at each level.</summary>
internal sealed class ExchangeBook(ExchangeSymbol symbol)
{
    private readonly decimal[] _asks = new decimal[symbol.Depth + 1];
    private readonly decimal[] _bids = new decimal[symbol.Depth + 1];

    public ExchangeSymbol Symbol => symbol;

    public ExchangeQuote? Quote { get; private set; }

    public bool Halted { get; set; }

    public bool Trades => Quote is not null && !Halted;

    public void Set(ExchangeQuote quote)
    {
        Quote = quote;
        Array.Fill(_asks, quote.Size);
        Array.Fill(_bids, quote.Size);
    }

    /// <summary>What an order of this kind would trade now, best price first.</summary>
    public IEnumerable<(int Level, decimal Price, decimal Quantity)> Walk(
        bool isBuy, decimal? limit, decimal quantity)
    {
        if (!Trades)
        {
            yield break;
        }

        decimal[] levels = isBuy ? _asks : _bids;
        for (int level = 0; level < levels.Length && quantity > 0; level++)
        {
            decimal price = isBuy
                ? Quote!.Value.Ask + level * symbol.Tick
                : Quote!.Value.Bid - level * symbol.Tick;
            if ((limit is { } worst && (isBuy ? price > worst : price < worst))
                || (price <= 0 && !symbol.AllowsNegativePrice))
            {
                yield break;
            }

            decimal found = Math.Floor(Math.Min(levels[level], quantity) / symbol.Lot) * symbol.Lot;
            if (found > 0)
            {
                quantity -= found;
                yield return (level, price, found);
            }
        }
    }

    public void Take(bool isBuy, int level, decimal quantity) =>
        (isBuy ? _asks : _bids)[level] -= quantity;
}
