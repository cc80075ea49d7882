namespace TradingBase.Testing.Exchange;

/// <summary>An order as the venue keeps it.</summary>
public sealed class ExchangeOrder
{
    private readonly List<ExchangeTrade> _trades = [];

    internal ExchangeOrder(long id, ExchangeTicket ticket, DateTimeOffset at)
    {
        Id = id;
        Ticket = ticket;
        CreatedAt = at;
        UpdatedAt = at;
        VisibleFrom = DateTimeOffset.MinValue;
    }

    /// <summary>The venue's number, rising from 1.</summary>
    public long Id { get; }

    /// <summary>What was asked for.</summary>
    public ExchangeTicket Ticket { get; }

    /// <summary>Where it stands.</summary>
    public ExchangeOrderState State { get; internal set; }

    /// <summary>When it arrived.</summary>
    public DateTimeOffset CreatedAt { get; }

    /// <summary>When it last changed.</summary>
    public DateTimeOffset UpdatedAt { get; internal set; }

    /// <summary>From when on queries find it: some venues' readers lag behind their engine.</summary>
    public DateTimeOffset VisibleFrom { get; internal set; }

    /// <summary>How much traded, base.</summary>
    public decimal Filled { get; private set; }

    /// <summary>What that cost or brought, quote, without fees.</summary>
    public decimal Worth { get; private set; }

    /// <summary>Fees that were taken in quote.</summary>
    public decimal FeeInQuote { get; private set; }

    /// <summary>Its trades, oldest first.</summary>
    public IReadOnlyList<ExchangeTrade> Trades => _trades;

    /// <summary>What is left to trade.</summary>
    public decimal Left => Ticket.Quantity - Filled;

    /// <summary>Mean price of what traded; 0 before.</summary>
    public decimal MeanPrice => Filled == 0 ? 0 : Worth / Filled;

    /// <summary>Whether it can still trade by itself.</summary>
    public bool IsOpen =>
        State is ExchangeOrderState.Waiting or ExchangeOrderState.Open or ExchangeOrderState.Partial;

    /// <summary>How much of <see cref="LockedAsset"/> is held back for it.</summary>
    internal decimal Locked { get; set; }

    internal string LockedAsset { get; set; } = "";

    /// <summary>What is held back for each unit.</summary>
    internal decimal LockedPerUnit { get; set; }

    internal void Add(ExchangeTrade trade, string quote)
    {
        _trades.Add(trade);
        Filled += trade.Quantity;
        Worth += trade.Quantity * trade.Price;
        FeeInQuote += trade.FeeAsset == quote ? trade.Fee : 0;
        UpdatedAt = trade.At;
    }
}
