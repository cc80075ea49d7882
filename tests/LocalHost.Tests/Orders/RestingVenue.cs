using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using TradingBase.Composition;
using TradingBase.Execution;
using TradingBase.Functions;
using TradingBase.Markets;
using TradingBase.Risk;
using TradingBase.Strategy;
using TradingBase.Testing;

namespace TradingBase.LocalHost.Tests.Orders;

/// <summary>A venue that keeps orders until they are filled or taken back.</summary>
internal sealed class RestingVenue : BrokerDouble
{
    private readonly ConcurrentDictionary<string, OrderReport> _known = new();

    internal ConcurrentQueue<ApprovedOrder> Sent { get; } = new();

    /// <summary>Registers a desk that trades here, on a manual clock and rows in memory.</summary>
    internal void AddDesk(IServiceCollection services) => services
        .AddTradingBase(new TradingBaseOptions(), new("test", new byte[32]))
        .AddFunctionServices()
        .AddLogging()
        .AddSingleton<IStateStore, MemoryStateStore>()
        .AddSingleton<TimeProvider>(house => house.GetRequiredService<ManualClock>())
        .Replace(ServiceDescriptor.Singleton<IMarketDataSource>(
            new ScriptedMarkets(Some.Series([100m, 100m], Some.Instrument()))))
        .RemoveAll<IBroker>()
        .AddSingleton<IBroker>(this);

    /// <summary>Fills the newest order.</summary>
    internal void Fill() => Fill(Sent.Last());

    /// <summary>Fills whatever rests.</summary>
    internal void FillAll()
    {
        foreach (ApprovedOrder order in Sent.Where(
            order => _known[order.Order.ClientOrderId].Status is OrderStatus.Accepted))
        {
            Fill(order);
        }
    }

    /// <summary>Units that were filled.</summary>
    internal decimal Filled => _known.Values.SelectMany(report => report.Fills).Sum(fill => fill.Quantity);

    public override Task<OrderReport> SubmitAsync(
        ApprovedOrder order, DeskClock now, CancellationToken cancellationToken,
            LastLook? look = null)
    {
        Sent.Enqueue(order);
        return Task.FromResult(_known[order.Order.ClientOrderId] =
            Some.Report(OrderStatus.Accepted, order.Order, now.DeskTime));
    }

    public override Task<OrderReport?> QueryAsync(
        ApprovedOrder order, DeskClock now, CancellationToken cancellationToken) =>
        Task.FromResult(_known.GetValueOrDefault(order.Order.ClientOrderId));

    public override Task<OrderReport> CancelAsync(
        ApprovedOrder order, DeskClock now, CancellationToken cancellationToken) =>
        Task.FromResult(_known.AddOrUpdate(
            order.Order.ClientOrderId,
            _ => throw new InvalidOperationException("An order was taken back that was never sent."),
            (_, known) => OrderMoves.HasEnded(known.Status)
                ? known
                : Some.Report(OrderStatus.Canceled, order.Order, now.DeskTime)));

    private void Fill(ApprovedOrder sent)
    {
        ProposedOrder order = sent.Order;
        _known[order.ClientOrderId] = Some.Report(
            OrderStatus.Filled, order, order.DecidedAt,
            Some.Fill(order, tradeId: order.ClientOrderId, at: order.DecidedAt));
    }
}
