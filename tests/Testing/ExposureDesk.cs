using TradingBase.Desk;
using TradingBase.Execution;
using TradingBase.Journal;
using TradingBase.Markets;
using TradingBase.Risk;
using TradingBase.Strategy;

namespace TradingBase.Testing;

/// <summary>
/// What one process has of a desk to judge and settle orders, over a store that it may share with others. Every
/// price is 100 dollars and stays it, so that what is worth how much is seen at a glance.
/// </summary>
public sealed class ExposureDesk
{
    private readonly DeskBooks _books;
    private readonly OrderBook _orders;
    private readonly RecordBook _records;

    /// <summary>Opens the books of one process.</summary>
    /// <param name="store">Shared by all processes of the desk.</param>
    /// <param name="limits">What bounds the orders.</param>
    /// <param name="time">The clock; the machine's when left out.</param>
    /// <param name="cash">What the account is opened with, dollars.</param>
    public ExposureDesk(
        IStateStore store, RiskLimits limits, TimeProvider? time = null, decimal cash = 100_000m)
    {
        MarketCatalog catalog = new(Some.Markets());
        DeskStateBook desk = new(store);
        JournalBook journal = new(store);
        DeskOptions options = new() { StartingCash = cash };
        Ledger = new(store);
        _records = new(store);
        Register = new(store, time ?? TimeProvider.System);
        PortfolioReader portfolio = new(
            Ledger, desk, new ScriptedMarkets([.. Instruments.Select(one => Some.Series([100m, 100m], one))]),
            catalog, options);
        AlertBook alerts = new(journal, _records, []);
        LossWatch losses = new(store, new(desk, journal, alerts), Some.LimitBook(store, limits), new());
        DeskBounds bounds = new(
            new(limits, store, journal, alerts, new()), new(_records, journal, alerts), Some.Facts());
        _books = new(Ledger, desk, journal, portfolio, new PaperBook(store), losses, options);
        _orders = new(Ledger, journal, _records, Register);
        Judge = new(
            Some.Gate(), new(portfolio, desk, _records, catalog, bounds), Register, _records,
            catalog);
    }

    /// <summary>What can be ordered: AAPL, MSFT and gold, of which gold may be short.</summary>
    public static IReadOnlyList<Instrument> Instruments { get; } =
        [Some.Instrument(), Some.Instrument("MSFT"), Some.Gold()];

    /// <summary>Limits that bind worths and nothing else: how often somebody orders is no matter here.</summary>
    public static RiskLimits Worths { get; } = new()
    {
        MaxConcentration = Ratio.FromPercent(30), MaxGrossExposure = Ratio.FromPercent(60),
        MaxNetExposure = Ratio.FromPercent(50), MaxRepeats = 1_000_000, MaxOrdersInWindow = 1_000_000,
        MaxOpenOrders = 1_000_000, DuplicateWindow = TimeSpan.FromTicks(1),
    };

    /// <summary>The account's book.</summary>
    public LedgerBook Ledger { get; }

    /// <summary>What is open.</summary>
    public ExposureRegister Register { get; }

    /// <summary>Judges.</summary>
    public OrderJudge Judge { get; }

    /// <summary>Opens the account.</summary>
    public Task OpenAsync() => _books.OpenAsync(Some.DeskTime, default);

    /// <summary>Keeps what a cycle wants.</summary>
    public Task ProposeAsync(string cycleId, params ProposedOrder[] orders) => _records.KeepFirstAsync(
        CycleProposal.Kind, cycleId,
        new CycleProposal([.. Instruments.Select(one => Some.Outlook(one)).OrderBy(one => one.Instrument.Id)],
            [], orders, []),
        default);

    /// <summary>Judges what a cycle wants.</summary>
    public async Task<IReadOnlyList<ApprovedOrder>> JudgeAsync(string cycleId) => Approved(
        await Judge.JudgeAsync(cycleId, Some.DeskTime, default));

    /// <summary>What a verdict let through.</summary>
    public static IReadOnlyList<ApprovedOrder> Approved(CycleVerdict verdict)
    {
        ArgumentNullException.ThrowIfNull(verdict);
        return [.. verdict.Verdict.Orders.Select(order => order.Approved).OfType<ApprovedOrder>()];
    }

    /// <summary>Writes down that an order is about to be sent.</summary>
    /// <returns>Whether it may be.</returns>
    public async Task<bool> IntendAsync(ApprovedOrder order) =>
        await _orders.TryIntendAsync(order, Some.DeskTime, default) is IntentOutcome.Written;

    /// <summary>Writes down that an order was refused at the wire.</summary>
    public Task RefuseAsync(ApprovedOrder order)
    {
        ArgumentNullException.ThrowIfNull(order);
        return _orders.RefuseAsync(order, Some.Report(OrderStatus.Denied, order.Order), default);
    }

    /// <summary>Books what the venue says of an order.</summary>
    public Task SettleAsync(ApprovedOrder order, OrderStatus status, params Fill[] fills)
    {
        ArgumentNullException.ThrowIfNull(order);
        return _orders.SettleAsync(order, Some.Report(status, order.Order, fills: fills), default);
    }
}
