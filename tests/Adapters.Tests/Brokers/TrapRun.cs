using TradingBase.Execution;
using TradingBase.Risk;
using TradingBase.Testing.Exchange;

namespace TradingBase.Adapters.Tests.Brokers;

/// <summary>
/// Sends orders through a venue's traps as a desk does, again and from a second process where an answer was
/// lost, and holds what the broker says against the venue's own books.
/// </summary>
internal sealed class TrapRun(
    ExchangeDesk desk, IBroker broker, Func<string, ApprovedOrder> makeOrder,
    Func<string, string>? nameAtVenue = null)
{
    internal void Check(Random random)
    {
        ApprovedOrder[] orders = [.. Enumerable.Range(1, 4).Select(i => makeOrder($"order-{i}"))];
        foreach (ApprovedOrder order in orders)
        {
            Try(() => broker.SubmitAsync(order, desk.Now, default));
            for (int again = random.Next(3); again > 0; again--)
            {
                Try(() => broker.SubmitAsync(order, desk.Now, default));
            }

            desk.Clock.Advance(TimeSpan.FromSeconds(random.Next(3)));
            if (random.Next(3) == 0)
            {
                Try(() => broker.CancelAsync(order, desk.Now, default));
            }
        }

        // Nothing may arrive any more, and every trap, pause and ban is over.
        for (int i = 0; i < 12; i++)
        {
            desk.Clock.Advance(TimeSpan.FromMinutes(1));
            foreach (ApprovedOrder order in orders)
            {
                Try(() => broker.QueryAsync(order, desk.Now, default));
            }
        }

        string plan = desk.Wire.Plan.ToString();
        foreach (ApprovedOrder order in orders)
        {
            string name = nameAtVenue?.Invoke(order.Order.ClientOrderId) ?? order.Order.ClientOrderId;
            ExchangeOrder[] there = [.. desk.Core.Orders.Where(one => one.Ticket.ClientId == name)];
            OrderReport? report = desk.Run(() => broker.QueryAsync(order, desk.Now, default));
            Assert.True(there.Length <= 1, $"{there.Length} orders {order.Order.ClientOrderId}: {plan}");
            Assert.True((report is null) == (there.Length == 0), $"{report} and {there.Length}: {plan}");
            if (there is [var one])
            {
                Assert.True(
                    one.Filled == report!.Fills.Sum(fill => fill.Quantity)
                        && one.Worth == report.Fills.Sum(fill => fill.Quantity * fill.Price)
                        && one.Trades.Count == report.Fills.Count
                        && one.IsOpen != OrderMoves.HasEnded(report.Status)
                        && report.Status is not OrderStatus.Unknown,
                    $"{report} for {one.State} {one.Filled}: {plan}");
            }
        }

        VenueAccount account = desk.Run(
            () => broker.ReadAccountAsync(desk.Now.DeskTime.AddHours(-2), desk.Now, default));
        Assert.True(
            desk.Core.Trades.Sum(trade => trade.Quantity * trade.Price)
                == account.Fills.Sum(fill => fill.Quantity * fill.Price)
                && desk.Core.Trades.Count == account.Fills.Count
                && desk.Core.Orders.Count(order => order.IsOpen) == account.OpenOrders.Count,
            $"The account is not the venue's: {plan}");
        Assert.Empty(desk.Core.Ledger.Audit());
    }

    // An operating failure is tried again later by whoever orders; here it is enough that time goes on.
    private void Try<TResult>(Func<Task<TResult>> what)
    {
        try
        {
            desk.Run(what);
        }
        catch (TradingBaseException)
        {
            desk.Clock.Advance(TimeSpan.FromSeconds(1));
        }
    }
}
