namespace TradingBase.Testing.Exchange;

public sealed partial class ExchangeCore
{
    private void MatchResting(ExchangeBook book)
    {
        ExchangeQuote quote = book.Quote!.Value;
        string symbol = book.Symbol.Name;
        ExchangeOrder[] open = [.. _orders.Where(order => order.IsOpen && order.Ticket.Symbol == symbol)];
        foreach (ExchangeOrder order in open.Where(order => order.State is ExchangeOrderState.Waiting))
        {
            if (order.Ticket.Stop is { } stop && Reaches(order.Ticket.IsBuy, stop, quote))
            {
                Release(order, book);
            }
        }

        foreach (ExchangeOrder order in open
            .Where(order => order.State is ExchangeOrderState.Open or ExchangeOrderState.Partial)
            .OrderByDescending(order => order.Ticket.IsBuy ? order.Ticket.Limit : -order.Ticket.Limit)
            .ThenBy(order => order.Id))
        {
            // A resting order trades at its own limit, as far as the best level goes.
            (int level, _, decimal quantity) =
                book.Walk(order.Ticket.IsBuy, order.Ticket.Limit, order.Left).FirstOrDefault();
            if (quantity > 0)
            {
                book.Take(order.Ticket.IsBuy, level, quantity);
                Fill(order, book.Symbol, quantity, order.Ticket.Limit!.Value, isMaker: true);
            }
        }
    }

    private void Release(ExchangeOrder order, ExchangeBook book)
    {
        if (order.State is ExchangeOrderState.Waiting)
        {
            order.State = ExchangeOrderState.Open;
            order.UpdatedAt = Stamp;
            Take(order, book);
        }
    }

    private void Take(ExchangeOrder order, ExchangeBook book)
    {
        ExchangeTicket ticket = order.Ticket;
        (int Level, decimal Price, decimal Quantity)[] found =
            [.. book.Walk(ticket.IsBuy, ticket.Limit, order.Left)];
        bool enough = found.Sum(step => step.Quantity) == order.Left;
        if (ticket.Kind is ExchangeOrderKind.Stop)
        {
            Unlock(order, order.Locked);
        }

        if (ticket.Validity is not ExchangeValidity.AllOrNothing || enough)
        {
            foreach ((int level, decimal price, decimal quantity) in found)
            {
                if (!CanPay(order, book.Symbol, quantity, price))
                {
                    break;
                }

                book.Take(ticket.IsBuy, level, quantity);
                Fill(order, book.Symbol, quantity, price, isMaker: false);
            }
        }

        bool rests = ticket.Limit is not null && ticket.Validity is ExchangeValidity.UntilCanceled;
        if (order.IsOpen && !rests)
        {
            End(order, ExchangeOrderState.Expired);
        }
    }

    private void Fill(
        ExchangeOrder order, ExchangeSymbol symbol, decimal quantity, decimal price, bool isMaker)
    {
        bool isBuy = order.Ticket.IsBuy;
        decimal worth = quantity * price;
        string feeAsset = symbol.FeeInReceived && isBuy ? symbol.Base : symbol.Quote;
        decimal fee = FeeOf(symbol, isBuy, quantity, price, isMaker);
        decimal sign = isBuy ? 1 : -1;
        ExchangeTrade trade =
            new(_trades.Count + 1, order, quantity, price, fee, feeAsset, isMaker, Stamp);
        decimal release = Math.Min(order.Locked, order.LockedPerUnit * quantity);
        order.Locked -= release;
        Ledger.Post(
            Stamp, $"trade {trade.Id} of order {order.Id}",
            new(ExchangeLedger.Locked, order.LockedAsset, -release),
            new(ExchangeLedger.Free, order.LockedAsset, release),
            new(ExchangeLedger.Free, symbol.Base, sign * quantity),
            new(ExchangeLedger.Others, symbol.Base, -sign * quantity),
            new(ExchangeLedger.Free, symbol.Quote, -sign * worth),
            new(ExchangeLedger.Others, symbol.Quote, sign * worth),
            new(ExchangeLedger.Free, feeAsset, -fee),
            new(ExchangeLedger.Fees, feeAsset, fee));
        _trades.Add(trade);
        order.Add(trade, symbol.Quote);
        if (order.Left == 0)
        {
            End(order, ExchangeOrderState.Filled);
        }
        else if (order.IsOpen)
        {
            order.State = ExchangeOrderState.Partial;
        }
    }

    private void End(ExchangeOrder order, ExchangeOrderState state)
    {
        Unlock(order, order.Locked);
        order.State = state;
        order.UpdatedAt = Stamp;
    }

    private void Unlock(ExchangeOrder order, decimal amount)
    {
        order.Locked -= amount;
        Ledger.Move(
            Stamp, $"release of order {order.Id}", order.LockedAsset, amount,
            ExchangeLedger.Locked, ExchangeLedger.Free);
    }

    /// <summary>What is held back: base of a seller, the limit with the worst fee of a buyer.</summary>
    private static (string Asset, decimal PerUnit) LockFor(ExchangeTicket ticket, ExchangeSymbol symbol)
    {
        if (!ticket.IsBuy)
        {
            return (symbol.Base, symbol.AllowsShort || ticket.Kind is ExchangeOrderKind.Market ? 0 : 1);
        }

        decimal worst = Math.Max(0, ticket.Limit ?? ticket.Stop ?? 0);
        return (symbol.Quote, worst * (1 + (symbol.FeeInReceived ? 0 : symbol.TakerFee)));
    }

    /// <summary>What a market buyer pays now; a market seller has to hold what is sold.</summary>
    private decimal CostOf(ExchangeTicket ticket, ExchangeBook book)
    {
        if (ticket.Kind is not ExchangeOrderKind.Market)
        {
            return 0;
        }

        ExchangeSymbol symbol = book.Symbol;
        if (!ticket.IsBuy)
        {
            bool held = symbol.AllowsShort || ticket.Quantity <= Ledger[ExchangeLedger.Free, symbol.Base];
            return held ? 0 : decimal.MaxValue;
        }

        return book.Walk(true, null, ticket.Quantity).Sum(step => step.Price * step.Quantity
            + (symbol.FeeInReceived ? 0 : FeeOf(symbol, true, step.Quantity, step.Price, false)));
    }

    private bool CanPay(ExchangeOrder order, ExchangeSymbol symbol, decimal quantity, decimal price)
    {
        decimal freed = Math.Min(order.Locked, order.LockedPerUnit * quantity);
        if (!order.Ticket.IsBuy)
        {
            return symbol.AllowsShort || quantity <= Ledger[ExchangeLedger.Free, symbol.Base] + freed;
        }

        decimal fee = symbol.FeeInReceived ? 0 : FeeOf(symbol, true, quantity, price, false);
        return quantity * price + fee <= Spendable(symbol.Quote) + freed;
    }

    // A symbol with negative prices is margined: its money may fall below zero, so nothing is counted.
    private decimal Spendable(string asset) =>
        _books.Values.Any(book => book.Symbol.AllowsNegativePrice && book.Symbol.Quote == asset)
            ? decimal.MaxValue / 2
            : Ledger[ExchangeLedger.Free, asset];

    private static decimal FeeOf(
        ExchangeSymbol symbol, bool isBuy, decimal quantity, decimal price, bool isMaker)
    {
        decimal rate = isMaker ? symbol.MakerFee : symbol.TakerFee;
        decimal due = symbol.FeeInReceived && isBuy ? quantity * rate : Math.Abs(quantity * price) * rate;
        return Math.Round(due, 8, MidpointRounding.ToZero);
    }

    private static bool Reaches(bool isBuy, decimal stop, ExchangeQuote quote) =>
        isBuy ? quote.Ask >= stop : quote.Bid <= stop;
}
