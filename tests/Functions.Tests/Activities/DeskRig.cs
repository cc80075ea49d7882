using TradingBase.Desk;
using TradingBase.Journal;
using TradingBase.Markets;
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
        Portfolio = new(Ledger, Desk, new NoSource(), Catalog, Options);
        Books = new(Ledger, Desk, Journal, Portfolio, Options);
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

    /// <summary>A source that knows nothing: positions are worth their last fill.</summary>
    private sealed class NoSource : IMarketDataSource
    {
        public string Name => "none";

        public bool Simulated => true;

        public Task<IReadOnlyList<Instrument>> ListAsync(Market market, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<Instrument>>([]);

        public Task<BarSeries> ReadAsync(
            Instrument instrument, DateTimeOffset knownAt, int atMost, CancellationToken cancellationToken) =>
            Task.FromResult(new BarSeries(instrument, TimeSpan.FromDays(1), "none", true, []));

        public Task<IReadOnlyList<Bar>> ReadAfterAsync(
            Instrument instrument, DateTimeOffset after, DateTimeOffset knownAt, int atMost,
            CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<Bar>>([]);
    }
}
