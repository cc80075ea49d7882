using TradingBase.Execution;
using TradingBase.Journal;
using TradingBase.Markets;
using TradingBase.Risk;
using TradingBase.Testing;

namespace TradingBase.Desk.Tests;

/// <summary>A desk's books in memory against one live venue.</summary>
internal sealed class ReconciliationRig
{
    private int _runs;

    internal ReconciliationRig(IStateStore? rows = null)
    {
        Rows = rows ?? new MemoryStateStore();
        (Ledger, Journal, Records, Desk) = (new(Rows), new(Rows), new(Rows), new(Rows));
        Register = new(Rows, TimeProvider.System);
        Marks = new(Rows);
    }

    internal static readonly InstrumentId Apple = new("AAPL", "us-equities");

    internal IStateStore Rows { get; }

    internal VenueTruth Venue { get; init; } = new();

    internal LedgerBook Ledger { get; }

    internal JournalBook Journal { get; }

    internal RecordBook Records { get; }

    internal DeskStateBook Desk { get; }

    internal ExposureRegister Register { get; }

    internal ReconciliationMarks Marks { get; }

    internal AlertBook Alerts => new(Journal, Records, []);

    internal DeskGuard Guard => new(Desk, Journal, Alerts);

    internal OrderBook Orders => new(Ledger, Journal, Records, Register);

    internal OrderWatch Watch => new(Alerts, Guard, Journal, Records);

    internal BrokerDesk Brokers => new(
        [Venue], new() { DefaultBroker = Venue.Name }, new(Some.Signer(), new(new())));

    internal ReconciliationConclusion Conclusion => new(Brokers, Marks, Desk, Guard);

    internal VenueReconciliation Reconciliation()
    {
        ReconciliationNotes notes = new(Journal, Alerts);
        MarketCatalog catalog = new(Some.Markets());
        ScriptedMarkets source = new(Some.Series([90m, 95m]));
        ReconciliationOptions options = new();
        return new(
            Brokers, Ledger, Register, Records, Desk, Orders,
            new(Ledger, Records, notes, catalog, source),
            new(
                Ledger, Register, Orders, Watch, new(Journal),
                new(Register, notes, catalog, source), new(Orders, Watch, notes), notes),
            new(new(options, catalog), Desk, Guard, notes), notes, options);
    }

    /// <summary>Opens the desk, with an account of our own opened by both sides.</summary>
    internal async Task OpenAsync(decimal cash = 10_000m)
    {
        await Desk.ChangeAsync(
            present => present ?? new([], cash, DateOnly.FromDateTime(Some.DeskTime.UtcDateTime), cash)
            {
                DeskTime = Some.DeskTime,
            },
            default);
        await Ledger.PostAsync(Some.Deposit(cash, account: Venue.Name), default);
        Venue.Cash["USD"] = cash;
    }

    /// <summary>An order of ours that was sent.</summary>
    internal async Task<ApprovedOrder> SendAsync(string id, decimal quantity = 10m)
    {
        ApprovedOrder approved = Some.ApprovedOrder(Some.Order(quantity, id: id));
        await Register.OpenAsync(approved);
        await Orders.TryIntendAsync(approved, Some.DeskTime, default);
        return approved;
    }

    internal static DateTimeOffset At(int run) => Some.DeskTime.AddMinutes(5 + run);

    internal Task<ReconciliationReport> RunAsync() =>
        Reconciliation().RunAsync(Venue.Name, At(_runs++), default);

    internal Task<ReconciliationReport> RunAgainAsync() =>
        Reconciliation().RunAsync(Venue.Name, At(_runs - 1), default);

    internal async Task<string[]> AlertsAsync() =>
    [
        .. (await Records.ListAsync<Alert>(Alert.RecordKind, null, 100, default)).Select(one => one.Kind)
            .Order(StringComparer.Ordinal),
    ];

    internal async Task<TradingState> StateAsync() => (await Desk.FindAsync(default))!.State;

    /// <summary>Fails where the books are not the venue's account.</summary>
    internal async Task AssertEqualAsync()
    {
        LedgerBalances ours = await Ledger.ReadAsync(Venue.Name, default);
        Assert.Equal(
            Venue.Held.OrderBy(one => one.Instrument).Select(one => (one.Instrument, one.Quantity)),
            ours.Positions.Select(one => (one.Instrument, one.Quantity)));
        Assert.Equal(
            Venue.Cash.Where(one => one.Value != 0).OrderBy(one => one.Key, StringComparer.Ordinal),
            ours.Cash.Where(one => one.Value != 0).OrderBy(one => one.Key, StringComparer.Ordinal));
        Assert.Null(await Ledger.FindImbalanceAsync(default));
    }
}
