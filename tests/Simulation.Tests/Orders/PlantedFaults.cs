using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using TradingBase.Execution;
using TradingBase.Journal;
using TradingBase.Risk;

namespace TradingBase.Simulation.Tests.Orders;

/// <summary>Builds faults into a desk.</summary>
internal static class PlantedFaults
{
    /// <summary>Puts a fault between the desk and its brokers, or its ledger.</summary>
    internal static IServiceCollection Plant(this IServiceCollection services, Planted? planted)
    {
        if (planted is Planted.PostsTwice)
        {
            return services.Replace(ServiceDescriptor.Singleton<ILedger>(house => new PlantedLedger(
                ActivatorUtilities.CreateInstance<LedgerBook>(house), planted.Value)));
        }

        if (planted is null)
        {
            return services;
        }

        Type[] brokers =
        [
            .. services.Where(line => line.ServiceType == typeof(IBroker))
                .Select(line => line.ImplementationType!),
        ];
        services.RemoveAll<IBroker>();
        foreach (Type broker in brokers)
        {
            services.AddSingleton<IBroker>(house => new PlantedBroker(
                (IBroker)ActivatorUtilities.CreateInstance(house, broker),
                house.GetRequiredService<IStateStore>(), planted.Value));
        }

        return services;
    }

    private sealed class PlantedBroker(IBroker inner, IStateStore store, Planted planted) : IBroker
    {
        public string Name => inner.Name;

        public BrokerTraits Traits => planted is Planted.WaitsForNoArrival
            ? inner.Traits with { ArrivalWindow = TimeSpan.Zero }
            : inner.Traits;

        public async Task<OrderReport> SubmitAsync(
            ApprovedOrder order, DeskClock now, CancellationToken cancellationToken,
            LastLook? look = null)
        {
            OrderReport report = await inner.SubmitAsync(order, now, cancellationToken, look);
            if (planted is not Planted.SendsAgain || report.Status is not OrderStatus.Unknown)
            {
                return report;
            }

            string partition = $"sends:{Name}";
            StateRow? claim = await store.FindAsync(
                partition, StateKey.Escape(order.Order.ClientOrderId), cancellationToken);
            if (claim is not null)
            {
                await store.TrySubmitAsync(partition, [StateChange.Delete(claim)], cancellationToken);
            }

            return await inner.SubmitAsync(order, now, cancellationToken, look);
        }

        public Task<bool> TryForbidSendAsync(
            ApprovedOrder order, DeskClock now, CancellationToken cancellationToken) =>
            planted is Planted.WaitsForNoArrival
                ? Task.FromResult(true)
                : inner.TryForbidSendAsync(order, now, cancellationToken);

        public async Task<OrderReport?> QueryAsync(
            ApprovedOrder order, DeskClock now, CancellationToken cancellationToken) =>
            await inner.QueryAsync(order, now, cancellationToken) is { } report ? Forget(report) : null;

        public async Task<OrderReport> CancelAsync(
            ApprovedOrder order, DeskClock now, CancellationToken cancellationToken)
        {
            OrderReport report = await inner.CancelAsync(order, now, cancellationToken);
            return planted is Planted.EndsWhatItCancels && !OrderMoves.HasEnded(report.Status)
                ? report with { Status = OrderStatus.Canceled }
                : Forget(report);
        }

        // What was forgotten stays so: else the wait for late fills makes up for it.
        private OrderReport Forget(OrderReport report) =>
            planted is Planted.ForgetsFillsOfCancels && report.Status is OrderStatus.Canceled
                ? report with { Fills = [] }
                : report;

        public Task<VenueAccount> ReadAccountAsync(
            DateTimeOffset fillsFrom, DeskClock now, CancellationToken cancellationToken) =>
            inner.ReadAccountAsync(fillsFrom, now, cancellationToken);

        public Task<VenueRules?> ReadRulesAsync(
            Markets.Instrument instrument, CancellationToken cancellationToken) =>
            inner.ReadRulesAsync(instrument, cancellationToken);

        public Task<int> CancelAllAsync(DeskClock now, CancellationToken cancellationToken) =>
            inner.CancelAllAsync(now, cancellationToken);

        public Task ArmDeadManAsync(TimeSpan? after, CancellationToken cancellationToken) =>
            inner.ArmDeadManAsync(after, cancellationToken);
    }
}
