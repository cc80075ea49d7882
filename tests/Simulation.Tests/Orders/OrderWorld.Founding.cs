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
    private const decimal Price = 100m;

    /// <summary>Somebody who looks from outside, and meets neither mishap nor trap.</summary>
    private IServiceProvider Outside => field ??= OpenOutside(new WorldClock(_time));

    private IServiceProvider OpenOutside(TimeProvider clock) => Desk.Open(
        Rows, clock,
        new VenueConnections(() => new VenueSwitch(Sites.Select(site => new ExchangeHandler(
            new TrappedWire(site.Profile.Wire(site.Core), TrapPlan.None), clock)))),
        planted: null);

    private void Found()
    {
        IServiceProvider desk = Outside;

        // In memory nothing is waited for.
        Done(desk.GetRequiredService<DeskBooks>().OpenAsync(Now, CancellationToken.None));
        foreach (VenueSite site in Sites)
        {
            Found(site, desk.GetRequiredService<ILedger>(), Now);
        }

        // The day begins with what the accounts are worth.
        decimal worth = Sites.Sum(site =>
            Money + site.Profile.OpeningUnits * Price * site.Profile.Pairs.Count);
        Done(desk.GetRequiredService<DeskBooks>().MarkAsync(Now, worth, CancellationToken.None));
    }

    private void Found(VenueSite site, ILedger ledger, DateTimeOffset now)
    {
        VenueProfile venue = site.Profile;
        foreach (VenuePair pair in venue.Pairs)
        {
            site.Core.List(pair.Listed, PricePaths.Walk(
                _random.Next(), now, TimeSpan.FromSeconds(20), 240, Price, pair.Listed.Tick, 1.5m,
                floor: 50m));
        }

        site.Core.Deposit(venue.Money, Money);
        Done(ledger.PostAsync(
            LedgerEvents.Deposit(venue.Kind, "opening", venue.Money, Money, now), CancellationToken.None));
        foreach (VenuePair pair in venue.OpeningUnits == 0 ? [] : venue.Pairs)
        {
            string name = $"opening-{pair.Listed.Base}";
            site.Core.Deposit(pair.Listed.Base, venue.OpeningUnits);
            Done(ledger.PostAsync(
                LedgerEvents.DepositUnits(
                    venue.Kind, name,
                    new(pair.Instrument.Id, venue.Money, 1m, venue.OpeningUnits, Price, 0, venue.Money, now),
                    "The opening units."),
                CancellationToken.None));
        }
    }

    // Quotas may make it wait: for a clock that is moved until it has ended.
    private ReconciliationReport ReconcileOutside(VenueProfile venue)
    {
        ManualClock clock = new(Now);
        IServiceProvider desk = OpenOutside(clock);
        SynchronizationContext? before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            Task<ReconciliationReport> run = desk.GetRequiredService<VenueReconciliation>().RunAsync(
                venue.Kind, Now, CancellationToken.None);
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
