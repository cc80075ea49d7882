using TradingBase.Desk;
using TradingBase.Execution;
using TradingBase.Journal;
using TradingBase.Markets;
using TradingBase.Risk;
using TradingBase.Testing;

namespace TradingBase.Functions.Tests.Activities;

/// <summary>The desk's books in memory, for activities that need no engine.</summary>
internal sealed class DeskRig
{
    internal DeskRig(decimal cash = 1_000m)
    {
        Options = new() { StartingCash = cash, Analysts = ["trend"] };
        Journal = new(Rows);
        Ledger = new(Rows);
        Records = new(Rows);
        Desk = new(Rows);
        Snapshots = new(Rows);
        Portfolio = new(Ledger, Desk, new ScriptedMarkets(), Catalog, Options);
        Guard = new(Desk, Journal, new(Journal, Records, [new Listener(Told)]));
        Losses = new(Rows, Guard, Some.LimitBook(new MemoryStateStore()), Watched);
        Books = new(Ledger, Desk, Journal, Portfolio, new PaperBook(Rows), Losses, Options);
    }

    internal MemoryStateStore Rows { get; } = new();

    internal DeskOptions Options { get; }

    internal MarketCatalog Catalog { get; } = new(Some.Markets());

    internal JournalBook Journal { get; }

    internal LedgerBook Ledger { get; }

    internal RecordBook Records { get; }

    internal DeskStateBook Desk { get; }

    internal SnapshotBook Snapshots { get; }

    internal PortfolioReader Portfolio { get; }

    internal DeskBooks Books { get; }

    internal ManualClock Clock { get; } = new(Some.DeskTime);

    internal AlertBook Alerts => new(Journal, Records, [new Listener(Told)]);

    internal ExposureRegister Register => new(Rows, TimeProvider.System);

    internal ApprovalBook Approvals => new(Records, Journal, Alerts, Options, Clock);

    internal SliceBook Slices(IMarketDataSource? source = null) =>
        new(Register, Orders, Records, source ?? new ScriptedMarkets());

    internal AbandonedOrders Abandoned =>
        new(Register, Orders, Slices(), Cancels, Records, Journal, Alerts, Clock);

    internal CancelBook Cancels => new(Register, Records, Journal, Clock);

    internal ReplacementBook Replacements => new(Register, Orders, Records, Journal, Alerts, Clock);

    /// <summary>The wire to one broker, with the key of every test unless said otherwise.</summary>
    internal OrderWire Wire(IBroker broker, OrderSigner? signer = null)
    {
        HardLimits limits = new(signer ?? Some.Signer(), Limits, InForce);
        return new(
            new BrokerDesk([broker], new(), limits), limits, Desk, Orders,
            new OrderWatch(Alerts, Guard, Journal, Records), Approvals,
            new ReportSealer(signer ?? Some.Signer()), LimitBook, Clock);
    }

    internal OrderBook Orders => new(Ledger, Journal, Records, Register);

    internal GuardOptions Watched { get; } = new();

    internal DailyReporter Reporter => new(
        Catalog, Options, new(Ledger, Portfolio), new(Records, Options), Desk, Records, Journal, Books);

    internal DeskGuard Guard { get; }

    internal LossWatch Losses { get; }

    internal RejectionBook Rejections => new(Rows, Guard, Watched);

    internal DeskSwitch Switch => new(Desk, Books, Guard, Rejections, Losses, Portfolio);

    internal StartHold StartHold => new(Desk, Books, Guard, Brokers);

    internal List<Alert> Told { get; } = [];

    internal static BrokerDesk Brokers =>
        new([new Venue()], new(), new HardLimits(Some.Signer(), Some.Limits()));

    internal OutlookReader Outlooks => new(Catalog, Snapshots, Records);

    internal SituationReader Situations => new(Portfolio, Desk, Records, Catalog, Bounds);

    internal SuspensionBook Suspensions => new(Records, Journal, Alerts);

    internal EffectiveLimits InForce { get; init; } = new();

    internal LimitBook LimitBook => new(Limits.Desk, Rows, Journal, Alerts, InForce);

    internal DeskBounds Bounds => new(LimitBook, Suspensions, Some.Facts());

    internal RiskLimitSet Limits { get; init; } = Some.Limits();

    internal OrderJudge Judge(RiskGate gate) => new(gate, Situations, Register, Records, Catalog);

    private sealed class Venue : BrokerDouble;

    private sealed class Listener(List<Alert> told) : IAlertChannel
    {
        public string Name => "test";

        public Task TellAsync(Alert alert, CancellationToken cancellationToken)
        {
            told.Add(alert);
            return Task.CompletedTask;
        }
    }
}
