using Microsoft.Extensions.DependencyInjection;
using TradingBase.Adapters.Http;
using TradingBase.Desk;
using TradingBase.Journal;
using TradingBase.Testing;
using TradingBase.Testing.Exchange;

namespace TradingBase.Simulation.Tests.Orders;

/// <content>How a world begins: the same money and units in both books.</content>
internal sealed partial class OrderWorld
{
    private const decimal Money = 20_000m;

    /// <summary>Somebody who looks from outside, and meets neither mishap nor trap.</summary>
    private IServiceProvider Outside => field ??= Venue.Desk(
        Rows, new WorldClock(_time), new VenueConnections(() => new ExchangeHandler(
            new TrappedWire(Venue.Wire(Core), TrapPlan.None), new WorldClock(_time))), planted: null);

    private void Found()
    {
        (ExchangeSymbol listed, DateTimeOffset now) = (Venue.Listed, Now);
        Core.List(listed, PricePaths.Walk(
            _random.Next(), now, TimeSpan.FromSeconds(20), 240, 100m, listed.Tick, 1.5m, floor: 50m));
        Core.Deposit(listed.Quote, Money);
        IServiceProvider desk = Outside;
        ILedger ledger = desk.GetRequiredService<ILedger>();

        // In memory nothing is waited for.
        Done(desk.GetRequiredService<DeskBooks>().OpenAsync(now, CancellationToken.None));
        Done(ledger.PostAsync(
            LedgerEvents.Deposit(Venue.Kind, "opening", listed.Quote, Money, now), CancellationToken.None));
        if (Venue.OpeningUnits > 0)
        {
            Core.Deposit(listed.Base, Venue.OpeningUnits);
            Done(ledger.PostAsync(
                LedgerEvents.DepositUnits(
                    Venue.Kind, "opening-units",
                    new(Venue.Instrument.Id, listed.Quote, 1m, Venue.OpeningUnits, 100m, 0, listed.Quote, now),
                    "The opening units."),
                CancellationToken.None));
        }

        // The day begins with what the account is worth.
        Done(desk.GetRequiredService<DeskBooks>().MarkAsync(now, Money, CancellationToken.None));
    }

    // Quotas may make it wait: for a clock that is moved until it has ended.
    private ReconciliationReport ReconcileOutside()
    {
        ManualClock clock = new(Now);
        IServiceProvider desk = Venue.Desk(
            Rows, clock,
            new VenueConnections(() => new ExchangeHandler(new(Venue.Wire(Core), TrapPlan.None), clock)),
            planted: null);
        SynchronizationContext? before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            Task<ReconciliationReport> run = desk.GetRequiredService<VenueReconciliation>().RunAsync(
                Venue.Kind, Now, CancellationToken.None);
            for (int seconds = 0; seconds < 600 && !run.IsCompleted; seconds++)
            {
                clock.Advance(TimeSpan.FromSeconds(1));
            }

            return Done(run);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }

    /// <summary>Takes what is done already.</summary>
    internal static TResult Done<TResult>(Task<TResult> task) => task.IsCompleted
        ? task.GetAwaiter().GetResult()
        : throw new InvalidOperationException("Something outside of the simulation was waited for.");

    private static void Done(Task task)
    {
        if (!task.IsCompleted)
        {
            throw new InvalidOperationException("Something outside of the simulation was waited for.");
        }

        task.GetAwaiter().GetResult();
    }
}
