using TradingBase.Journal;
using TradingBase.Markets;
using TradingBase.Markets.Catalog;
using TradingBase.Testing;

namespace TradingBase.Desk.Tests.Daily;

/// <summary>A desk over one store, opened on the morning of Thursday 2017-12-28.</summary>
internal sealed class DailyRig
{
    internal static readonly DateTimeOffset Morning = new(2017, 12, 28, 14, 0, 0, TimeSpan.Zero);

    internal static readonly DateTimeOffset ThursdaysClose = new(2017, 12, 28, 21, 0, 0, TimeSpan.Zero);

    internal static readonly DateTimeOffset FridaysClose = ThursdaysClose.AddDays(1);

    internal static readonly DateOnly Thursday = new(2017, 12, 28);

    internal static readonly DateOnly Friday = new(2017, 12, 29);

    internal DailyRig(MemoryStateStore? rows = null, params string[] markets)
    {
        Rows = rows ?? new();
        DeskOptions options = new()
        {
            StartingCash = 1_000_000m,
            Markets = markets.Length > 0 ? markets : ["us-equities"],
        };
        MarketCatalog catalog = new(Some.Markets());
        (Journal, Ledger, Records, Desk) = (new(Rows), new(Rows), new(Rows), new(Rows));
        ScriptedMarkets prices = new(
            Closes("AAPL", new UsEquities(), (ThursdaysClose, 110m), (FridaysClose, 115m)),
            Closes("BTCUSD", new CryptoSpot(), (ThursdaysClose, 110m)),
            Closes("EURUSD", new Fx(), (ThursdaysClose, 1.2m), (FridaysClose, 1.25m)));
        PortfolioReader portfolio = new(Ledger, Desk, prices, catalog, options);
        Alerts = new(Journal, Records, []);
        DeskGuard guard = new(Desk, Journal, Alerts);
        Books = new(
            Ledger, Desk, Journal, portfolio, new PaperBook(Rows),
            new(Rows, guard, Some.LimitBook(Rows), new()), options);
        Reporter = new(
            catalog, options, new(Ledger, portfolio), new(Records, options), Desk, Records, Journal, Books);
    }

    internal MemoryStateStore Rows { get; }

    internal JournalBook Journal { get; }

    internal LedgerBook Ledger { get; }

    internal RecordBook Records { get; }

    internal DeskStateBook Desk { get; }

    internal AlertBook Alerts { get; }

    internal DeskBooks Books { get; }

    internal DailyReporter Reporter { get; }

    internal static async Task<DailyRig> OpenAsync(params string[] markets)
    {
        DailyRig rig = new(markets: markets);
        await rig.Books.OpenAsync(Morning, default);
        return rig;
    }

    /// <summary>Ten shares for 100 dollars each.</summary>
    internal Task BuyAsync() => Ledger.PostFillAsync(Some.Dealt(at: Morning.AddHours(1)), default);

    /// <summary>Thursday's report, two minutes after the close.</summary>
    internal Task<DailyDocument> ReportThursdayAsync(string market = "us-equities") =>
        Reporter.ReportAsync(market, Thursday, ThursdaysClose.AddMinutes(2), default);

    /// <summary>Friday's report, two minutes after the close.</summary>
    internal Task<DailyDocument> ReportFridayAsync(string market = "us-equities") =>
        Reporter.ReportAsync(market, Friday, FridaysClose.AddMinutes(2), default);

    /// <summary>Everything in the store.</summary>
    internal IReadOnlyList<string> Contents() =>
    [
        .. Rows.All().Select(row => $"{row.Partition}/{row.Key}={Convert.ToHexString(row.Value.Span)}"),
    ];

    private static BarSeries Closes(
        string symbol, Market market, params (DateTimeOffset KnownAt, decimal Close)[] closes) => new(
        Some.Instrument(symbol, market), TimeSpan.FromDays(1), "made by a test", false,
        [.. closes.Select(one => Some.Bar(one.KnownAt.AddDays(-1), one.Close, knownAt: one.KnownAt))]);
}
