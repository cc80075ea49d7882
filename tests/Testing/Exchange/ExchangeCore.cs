namespace TradingBase.Testing.Exchange;

/// <summary>
/// A small exchange for one account: takes orders, matches them along a price path and keeps its own books.
/// </summary>
/// <remarks>
/// Knows no wire. Everything is decided by the tickets, the paths and the clock, so that one seed gives one
/// history. Not thread-safe: whoever shares it holds <see cref="Gate"/>, as <see cref="TrappedWire"/> does.
/// </remarks>
/// <param name="clock">What time it is in the world.</param>
/// <param name="ids">What happens to a client order id that was seen before.</param>
public sealed partial class ExchangeCore(TimeProvider clock, ExchangeIdRule ids)
{
    private readonly Dictionary<string, ExchangeBook> _books = [];
    private readonly PriorityQueue<Action, (DateTimeOffset At, long Order)> _events = new();
    private readonly List<ExchangeOrder> _orders = [];
    private readonly List<ExchangeTrade> _trades = [];
    private DateTimeOffset _moment = clock.GetUtcNow();
    private long _scheduled;
    private long _deadMan;
    private bool _advancing;

    /// <summary>Held by whoever asks the exchange from several threads.</summary>
    public Lock Gate { get; } = new();

    /// <summary>The venue's books.</summary>
    public ExchangeLedger Ledger { get; } = new();

    /// <summary>How far the venue's clock is ahead of the world's.</summary>
    public TimeSpan ClockOffset { get; set; }

    /// <summary>What the venue's clock shows.</summary>
    public DateTimeOffset Now => (_advancing ? _moment : clock.GetUtcNow()) + ClockOffset;

    /// <summary>When the dead man's switch takes all orders back, venue time; null while it is not
    /// armed.</summary>
    public DateTimeOffset? DeadManAt { get; private set; }

    /// <summary>All orders ever taken, oldest first.</summary>
    public IReadOnlyList<ExchangeOrder> Orders => _orders;

    /// <summary>All trades, oldest first.</summary>
    public IReadOnlyList<ExchangeTrade> Trades => _trades;

    /// <summary>What is traded here.</summary>
    public IReadOnlyList<ExchangeSymbol> Symbols => [.. _books.Values.Select(book => book.Symbol)];

    private DateTimeOffset Stamp => _moment + ClockOffset;

    /// <summary>Lists a symbol and the prices it will have.</summary>
    public void List(ExchangeSymbol symbol, IReadOnlyList<ExchangeQuote> path)
    {
        ArgumentNullException.ThrowIfNull(symbol);
        ArgumentNullException.ThrowIfNull(path);
        ExchangeBook book = new(symbol);
        _books.Add(symbol.Name, book);
        if (symbol.AllowsShort)
        {
            Ledger.AllowShort(symbol.Base);
        }

        if (symbol.AllowsNegativePrice)
        {
            Ledger.AllowShort(symbol.Quote);
        }

        foreach (ExchangeQuote quote in path)
        {
            Schedule(quote.At, () => Quote(book, quote));
        }
    }

    /// <summary>Does something at a moment of the world's clock, in order with the prices.</summary>
    public void Schedule(DateTimeOffset at, Action what) => _events.Enqueue(what, (at, _scheduled++));

    /// <summary>Changes a symbol's prices now, as a jump does.</summary>
    public void SetQuote(string symbol, decimal bid, decimal ask, decimal size)
    {
        Advance();
        Quote(_books[symbol], new(_moment, bid, ask, size));
    }

    /// <summary>Brings money or coins from outside.</summary>
    public void Deposit(string asset, decimal amount)
    {
        Advance();
        Ledger.Move(Stamp, "deposit", asset, amount, ExchangeLedger.Others, ExchangeLedger.Free);
    }

    /// <summary>Stops or starts trading of a symbol; open orders stay.</summary>
    public void Halt(string symbol, bool halted = true)
    {
        Advance();
        _books[symbol].Halted = halted;
    }

    /// <summary>Whether a symbol trades now.</summary>
    public bool IsTrading(string symbol)
    {
        Advance();
        return _books.TryGetValue(symbol, out ExchangeBook? book) && book.Trades;
    }

    /// <summary>
    /// Splits what is held: each unit becomes <paramref name="ratio"/>, open orders are taken back and the
    /// price falls alike.
    /// </summary>
    public void Split(string symbol, decimal ratio)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(ratio);
        Advance();
        ExchangeBook book = _books[symbol];
        CancelAll(symbol);
        decimal more = Ledger[ExchangeLedger.Free, book.Symbol.Base] * (ratio - 1);
        Ledger.Move(
            Stamp, $"split {ratio}:1", book.Symbol.Base, more, ExchangeLedger.Others, ExchangeLedger.Free);
        if (book.Quote is { } quote)
        {
            Quote(book, quote with { Bid = quote.Bid / ratio, Ask = quote.Ask / ratio });
        }
    }

    /// <summary>The best prices now, or null before the first.</summary>
    public ExchangeQuote? QuoteOf(string symbol)
    {
        Advance();
        return _books.TryGetValue(symbol, out ExchangeBook? book) ? book.Quote : null;
    }

    /// <summary>A symbol by its name, or null.</summary>
    public ExchangeSymbol? SymbolOf(string name) => _books.GetValueOrDefault(name)?.Symbol;

    /// <summary>Orders that a query finds now, oldest first.</summary>
    public IReadOnlyList<ExchangeOrder> Visible()
    {
        Advance();
        return [.. _orders.Where(order => order.VisibleFrom <= Now)];
    }

    /// <summary>Trades that a query finds now, oldest first.</summary>
    public IReadOnlyList<ExchangeTrade> VisibleTrades()
    {
        Advance();
        return [.. _trades.Where(trade => trade.Order.VisibleFrom <= Now)];
    }

    /// <summary>Takes all orders back after a while unless it is told again; null disarms.</summary>
    public void ArmDeadMan(TimeSpan? after)
    {
        Advance();
        long turn = ++_deadMan;
        DeadManAt = after is { } wait ? Stamp + wait : null;
        if (after is { } delay)
        {
            Schedule(_moment + delay, () =>
            {
                if (turn == _deadMan)
                {
                    DeadManAt = null;
                    CancelAllNow(null);
                }
            });
        }
    }

    /// <summary>Lets everything happen that is due, each at its own moment.</summary>
    public void Advance()
    {
        if (_advancing)
        {
            return;
        }

        DateTimeOffset now = clock.GetUtcNow();
        _advancing = true;
        while (_events.TryPeek(out Action? what, out (DateTimeOffset At, long Order) when) && when.At <= now)
        {
            _events.Dequeue();
            _moment = when.At > _moment ? when.At : _moment;
            what();
        }

        _advancing = false;
        _moment = now > _moment ? now : _moment;
    }

    private void Quote(ExchangeBook book, ExchangeQuote quote)
    {
        book.Set(quote);
        if (!book.Halted)
        {
            MatchResting(book);
        }
    }
}
