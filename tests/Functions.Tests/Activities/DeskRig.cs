using TradingBase.Desk;
using TradingBase.Journal;
using TradingBase.Markets;
using TradingBase.Risk;
using TradingBase.Testing;

namespace TradingBase.Functions.Tests.Activities;

/// <summary>The desk's books in memory, for activities that need no engine.</summary>
internal sealed class DeskRig
{
    internal DeskRig()
    {
        Journal = new(Rows);
        Ledger = new(Rows);
        Records = new(Rows);
        Desk = new(Rows);
        Snapshots = new(Rows);
        Portfolio = new(Ledger, Desk, new ScriptedMarkets(), Catalog, Options);
        Books = new(Ledger, Desk, Journal, Portfolio, new PaperBook(Rows), Options);
    }

    internal MemoryStateStore Rows { get; } = new();

    internal DeskOptions Options { get; } = new() { StartingCash = 1_000m, Analysts = ["trend"] };

    internal MarketCatalog Catalog { get; } = new(Some.Markets());

    internal JournalBook Journal { get; }

    internal LedgerBook Ledger { get; }

    internal RecordBook Records { get; }

    internal DeskStateBook Desk { get; }

    internal SnapshotBook Snapshots { get; }

    internal PortfolioReader Portfolio { get; }

    internal DeskBooks Books { get; }

    internal ExposureRegister Register => new(Rows, TimeProvider.System);

    internal OrderBook Orders => new(Ledger, Journal, Records, Register);

    internal OutlookReader Outlooks => new(Catalog, Snapshots, Records);

    internal SituationReader Situations => new(Portfolio, Desk, Records, Catalog, Limits);

    internal RiskLimitSet Limits { get; init; } = Some.Limits();

    internal OrderJudge Judge(RiskGate gate) => new(gate, Situations, Register, Records, Catalog);
}
