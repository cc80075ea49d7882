namespace TradingBase.Testing.Exchange;

public sealed partial class ExchangeCore
{
    /// <summary>Takes an order, or says why not.</summary>
    public ExchangePlacement Place(ExchangeTicket ticket)
    {
        ArgumentNullException.ThrowIfNull(ticket);
        Advance();
        if (Earlier(ticket) is { } earlier)
        {
            return earlier;
        }

        if (!_books.TryGetValue(ticket.Symbol, out ExchangeBook? book))
        {
            return new(null, ExchangeRefusal.UnknownSymbol);
        }

        if (Refuse(ticket, book) is { } refusal)
        {
            return new(null, refusal);
        }

        ExchangeOrder order = new(_orders.Count + 1, ticket, Stamp)
        {
            State = ticket.Stop is not null || ticket.NotBefore is not null
                ? ExchangeOrderState.Waiting
                : ExchangeOrderState.Open,
        };
        (order.LockedAsset, order.LockedPerUnit) = LockFor(ticket, book.Symbol);
        decimal locked = order.LockedPerUnit * ticket.Quantity;
        if (locked > Spendable(order.LockedAsset) || CostOf(ticket, book) > Spendable(book.Symbol.Quote))
        {
            return new(null, ExchangeRefusal.Funds);
        }

        order.Locked = locked;
        Ledger.Move(
            Stamp, $"order {order.Id}", order.LockedAsset, locked,
            ExchangeLedger.Free, ExchangeLedger.Locked);
        _orders.Add(order);
        if (order.State is ExchangeOrderState.Open)
        {
            Take(order, book);
        }

        ScheduleFor(order, book);
        return new(order, null);
    }

    /// <summary>Takes an open order back; does nothing to an ended one.</summary>
    /// <returns>Whether it was open.</returns>
    public bool Cancel(ExchangeOrder order)
    {
        ArgumentNullException.ThrowIfNull(order);
        Advance();
        return CancelNow(order);
    }

    /// <summary>Takes all open orders back, of one symbol or of all.</summary>
    /// <returns>What it took back, oldest first.</returns>
    public IReadOnlyList<ExchangeOrder> CancelAll(string? symbol)
    {
        Advance();
        return CancelAllNow(symbol);
    }

    /// <summary>
    /// Lets a part of an order trade at once whatever the price is, a canceled order's too: the venue's
    /// engine was faster than its answer.
    /// </summary>
    /// <returns>
    /// The trade, or null when nothing was left, a stop was not reached or nothing could be paid.
    /// </returns>
    public ExchangeTrade? FillNow(ExchangeOrder order, decimal quantity, decimal? price = null)
    {
        ArgumentNullException.ThrowIfNull(order);
        Advance();
        ExchangeBook book = _books[order.Ticket.Symbol];
        decimal part = Math.Floor(Math.Min(quantity, order.Left) / book.Symbol.Lot) * book.Symbol.Lot;
        decimal? at = price ?? order.Ticket.Limit
            ?? (order.Ticket.IsBuy ? book.Quote?.Ask : book.Quote?.Bid);
        if (part <= 0 || order.State is ExchangeOrderState.Waiting || at is not { } traded
            || !CanPay(order, book.Symbol, part, traded))
        {
            return null;
        }

        Fill(order, book.Symbol, part, traded, isMaker: true);
        return order.Trades[^1];
    }

    /// <summary>Client order ids that became more than one order, by name.</summary>
    public IReadOnlyList<string> FindDoubles() =>
        [.. _orders.Where(order => order.Ticket.ClientId is not null)
            .GroupBy(order => order.Ticket.ClientId!)
            .Where(same => same.Count() > 1)
            .Select(same => same.Key)
            .Order(StringComparer.Ordinal)];

    /// <summary>Says what cannot be, in the books and between books and orders; empty when sound.</summary>
    public IReadOnlyList<string> Audit()
    {
        List<string> findings = [.. Ledger.Audit()];
        foreach (ExchangeOrder order in _orders)
        {
            decimal traded = order.Trades.Sum(trade => trade.Quantity);
            if (traded != order.Filled || order.Filled > order.Ticket.Quantity)
            {
                findings.Add($"Order {order.Id} over {order.Ticket.Quantity} filled {order.Filled}, "
                    + $"its trades say {traded}.");
            }

            if (!order.IsOpen && order.Locked != 0)
            {
                findings.Add($"Order {order.Id} has ended and still holds {order.Locked} back.");
            }
        }

        findings.AddRange(_trades.GroupBy(trade => trade.Id).Where(same => same.Count() > 1)
            .Select(same => $"Trade {same.Key} happened {same.Count()} times."));
        findings.AddRange(
            from asset in Ledger.Assets
            let held = _orders.Where(order => order.LockedAsset == asset).Sum(order => order.Locked)
            where held != Ledger[ExchangeLedger.Locked, asset]
            select $"{Ledger[ExchangeLedger.Locked, asset]} {asset} is locked, open orders hold {held}.");
        return findings;
    }

    private void ScheduleFor(ExchangeOrder order, ExchangeBook book)
    {
        if (order.Ticket.NotBefore is { } start)
        {
            Schedule(start, () => Release(order, book));
        }

        if (order.Ticket.ExpiresAt is { } end)
        {
            Schedule(end, () =>
            {
                if (order.IsOpen)
                {
                    End(order, ExchangeOrderState.Expired);
                }
            });
        }
    }

    private ExchangePlacement? Earlier(ExchangeTicket ticket)
    {
        ExchangeOrder? earlier = ticket.ClientId is null || ids is ExchangeIdRule.Ignored
            ? null
            : _orders.LastOrDefault(order => order.Ticket.ClientId == ticket.ClientId);
        return earlier is null ? null : ids switch
        {
            ExchangeIdRule.GivesTheFirst => new(earlier, null) { Earlier = true },
            ExchangeIdRule.UniqueWhileOpen when !earlier.IsOpen => null,
            _ => new(null, ExchangeRefusal.DuplicateId),
        };
    }

    private ExchangeRefusal? Refuse(ExchangeTicket ticket, ExchangeBook book)
    {
        ExchangeSymbol symbol = book.Symbol;
        if (!book.Trades)
        {
            return ExchangeRefusal.NotTrading;
        }

        if (ticket.Kind is ExchangeOrderKind.Market && !symbol.TakesMarketOrders)
        {
            return ExchangeRefusal.NoMarketOrders;
        }

        if (!IsPrice(ticket.Limit, symbol) || !IsPrice(ticket.Stop, symbol))
        {
            return ExchangeRefusal.Price;
        }

        if (ticket.Quantity < symbol.MinQuantity || ticket.Quantity > symbol.MaxQuantity
            || ticket.Quantity % symbol.Lot != 0)
        {
            return ExchangeRefusal.Quantity;
        }

        ExchangeQuote quote = book.Quote!.Value;
        decimal reference = ticket.Limit ?? ticket.Stop ?? (ticket.IsBuy ? quote.Ask : quote.Bid);
        if (Math.Abs(reference) * ticket.Quantity < symbol.MinNotional)
        {
            return ExchangeRefusal.Notional;
        }

        if (ticket.RestOnly && book.Walk(ticket.IsBuy, ticket.Limit, ticket.Quantity).Any())
        {
            return ExchangeRefusal.WouldTake;
        }

        if (ticket.Stop is { } stop && Reaches(ticket.IsBuy, stop, quote))
        {
            return ExchangeRefusal.WouldTrigger;
        }

        return _orders.Count(order => order.IsOpen && order.Ticket.Symbol == symbol.Name)
            >= symbol.MaxOpenOrders ? ExchangeRefusal.TooManyOpen : null;
    }

    private List<ExchangeOrder> CancelAllNow(string? symbol) =>
        [.. _orders.Where(order => order.IsOpen && (symbol is null || order.Ticket.Symbol == symbol))
            .ToArray().Where(CancelNow)];

    private bool CancelNow(ExchangeOrder order)
    {
        if (!order.IsOpen)
        {
            return false;
        }

        End(order, ExchangeOrderState.Canceled);
        return true;
    }

    private static bool IsPrice(decimal? price, ExchangeSymbol symbol) =>
        price is not { } asked || (asked % symbol.Tick == 0 && (asked > 0 || symbol.AllowsNegativePrice));
}
