using TradingBase.Execution;
using TradingBase.Journal;
using TradingBase.Portfolio;
using TradingBase.Risk;

namespace TradingBase.Desk;

/// <summary>Opens the desk's account and keeps its high-water mark and its day.</summary>
/// <param name="ledger">The book.</param>
/// <param name="desk">The desk's state.</param>
/// <param name="journal">Where the opening is written down.</param>
/// <param name="portfolio">What the book is worth.</param>
/// <param name="paper">The paper venue, which is told of the cash that its account is opened with.</param>
/// <param name="losses">Holds the desk when it loses too much.</param>
/// <param name="options">The opening cash.</param>
/// <remarks>Every method may run twice: the second run changes nothing.</remarks>
public sealed class DeskBooks(
    ILedger ledger, IDeskStateStore desk, IJournal journal, PortfolioReader portfolio, IPaperBook paper,
    LossWatch losses, DeskOptions options)
{
    /// <summary>Opens a new account, or begins the desk's next day, at the present.</summary>
    /// <param name="deskTime">UTC.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    public Task OpenAsync(DateTimeOffset deskTime, CancellationToken cancellationToken) =>
        OpenAsync(deskTime, replayed: false, cancellationToken);

    /// <summary>Opens a new account, or begins the desk's next day.</summary>
    /// <param name="deskTime">UTC.</param>
    /// <param name="replayed">
    /// Whether recorded time is replayed: then it may not lie before what the book holds already, or it would
    /// trade in the past of an account that others trade in the present. A live cycle may begin just before
    /// another one's fill, and venues' clocks are not ours.
    /// </param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    /// <exception cref="DeskTimeException">The book holds a trade or a cycle of a later moment.</exception>
    public async Task OpenAsync(
        DateTimeOffset deskTime, bool replayed, CancellationToken cancellationToken)
    {
        DeskState? state = await desk.FindAsync(cancellationToken);
        if (state is null && options.StartingCash > 0)
        {
            await ledger.PostAsync(OpeningDeposit(deskTime), cancellationToken);
            await paper.DepositAsync(
                "opening", options.BaseCurrency, options.StartingCash, cancellationToken);
        }

        LedgerBalances owned = await ledger.ReadAsync(cancellationToken);
        DateTimeOffset lastEvent = state?.DeskTime ?? DateTimeOffset.MinValue;
        lastEvent = owned.LastTradeAt > lastEvent ? owned.LastTradeAt.Value : lastEvent;
        if (replayed && lastEvent > deskTime)
        {
            throw new DeskTimeException(deskTime, lastEvent);
        }

        PortfolioState held = await portfolio.ReadAsync(deskTime, cancellationToken);
        if (state is null)
        {
            DeskState opened = Opened(deskTime, held.Equity, owned.Positions.Count == 0);
            await journal.AppendAsync(
                "desk", $"opened:{UtcJsonConverter.Write(deskTime)}", "desk-opened", deskTime,
                new { opened.State, opened.Holds, options.StartingCash, options.BaseCurrency },
                cancellationToken);
            await desk.ChangeAsync(present => present ?? opened, cancellationToken);
        }

        await MarkAsync(deskTime, held.Equity, state => Follow(state, held), cancellationToken);
    }

    /// <summary>
    /// Raises the high-water mark, begins the day where one began, and holds the desk when it lost too much.
    /// </summary>
    /// <param name="deskTime">UTC.</param>
    /// <param name="equity">Equity then, base currency; nothing was paid in or out for it.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    public Task MarkAsync(DateTimeOffset deskTime, decimal equity, CancellationToken cancellationToken) =>
        MarkAsync(deskTime, equity, state => state, cancellationToken);

    /// <summary>Marks the desk with what its book is worth at a moment.</summary>
    /// <param name="deskTime">UTC.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    public async Task MarkAsync(DateTimeOffset deskTime, CancellationToken cancellationToken)
    {
        PortfolioState held = await portfolio.ReadAsync(deskTime, cancellationToken);
        await MarkAsync(deskTime, held.Equity, state => Follow(state, held), cancellationToken);
    }

    /// <summary>
    /// Looks at the losses alone: what is worth how much between two fills makes no high-water mark, but
    /// where there is none yet.
    /// </summary>
    /// <param name="deskTime">UTC.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    public async Task WatchAsync(DateTimeOffset deskTime, CancellationToken cancellationToken)
    {
        if (await desk.FindAsync(cancellationToken) is not { } state)
        {
            return;
        }

        PortfolioState held = await portfolio.ReadAsync(deskTime, cancellationToken);
        await (state.PeakEquity > 0
            ? losses.WatchAsync(CashMoves.Follow(state, held), held.Equity, deskTime, cancellationToken)
            : MarkAsync(deskTime, cancellationToken));
    }

    /// <summary>Books what a cycle's inference cost, once per cycle.</summary>
    /// <param name="cycleId">Which cycle.</param>
    /// <param name="usd">What was paid, US dollars; nothing is booked for zero.</param>
    /// <param name="deskTime">UTC.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    public async Task PayInferenceAsync(
        string cycleId, decimal usd, DateTimeOffset deskTime, CancellationToken cancellationToken)
    {
        if (usd > 0)
        {
            await ledger.PostAsync(
                LedgerEvents.InferenceCost(cycleId, usd, deskTime), cancellationToken);
        }
    }

    private async Task MarkAsync(
        DateTimeOffset deskTime, decimal equity, Func<DeskState, DeskState> follow,
        CancellationToken cancellationToken)
    {
        DateOnly day = DateOnly.FromDateTime(deskTime.UtcDateTime);
        DeskState marked = await desk.ChangeAsync(
            found =>
            {
                _ = found ?? throw new InvalidOperationException(
                    "The desk was not opened before it was marked.");
                DeskState present = follow(found);
                return present with
                {
                    DeskTime = present.DeskTime > deskTime ? present.DeskTime : deskTime,
                    PeakEquity = Math.Max(present.PeakEquity, equity),
                    Day = day > present.Day ? day : present.Day,

                    // A live desk is opened before its venues' accounts are adopted: its first day begins
                    // with the first worth that it has, or a loss would have no share of it.
                    DayStartEquity = day > present.Day || found.PeakEquity <= 0
                        ? equity
                        : present.DayStartEquity,
                };
            },
            cancellationToken);
        await losses.WatchAsync(marked, equity, deskTime, cancellationToken);
    }

    // What was paid in and out, and what is held when nobody quotes it any more.
    private static DeskState Follow(DeskState state, PortfolioState held) =>
        LastKnown.Keep(CashMoves.Follow(state, held), held);

    private LedgerEvent OpeningDeposit(DateTimeOffset deskTime) => LedgerEvents.Deposit(
        Fill.PaperVenue, "opening", options.BaseCurrency, options.StartingCash, deskTime,
        "The paper account's opening cash.");

    // A book with positions that nobody has compared with a venue may only shrink them.
    private static DeskState Opened(DateTimeOffset deskTime, decimal equity, bool empty)
    {
        StateHold unreconciled = new(
            StateCauses.Start, TradingState.Reducing,
            "The account holds positions that were not reconciled yet.", "desk", deskTime);
        return new(
            empty ? [] : [unreconciled], equity, DateOnly.FromDateTime(deskTime.UtcDateTime), equity);
    }
}
