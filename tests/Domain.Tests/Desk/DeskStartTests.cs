using TradingBase.Journal;
using TradingBase.Markets;
using TradingBase.Risk;
using TradingBase.Testing;

namespace TradingBase.Desk.Tests;

public sealed class DeskStartTests
{
    private readonly ReconciliationRig _rig = new();

    [Fact]
    public async Task Run_BooksThatAgree_LetsTheDeskTradeAndSaysSo()
    {
        await _rig.OpenAsync();

        DeskState? state = await StartAsync();

        Assert.Equal(TradingState.Active, state!.State);
        Assert.Equal(
            ["desk-held", "desk-lifted"],
            (await _rig.Journal.ReadAsync("desk", 1, 10, default)).Select(line => line.Kind));
        Assert.Empty(await _rig.AlertsAsync());
    }

    [Fact]
    public async Task Run_BooksThatDiffer_LeavesTheDeskReducing()
    {
        await _rig.OpenAsync();
        _rig.Venue.Cash["USD"] = 9_000m;

        DeskState? state = await StartAsync();

        Assert.Equal(TradingState.Reducing, state!.State);
        Assert.NotNull(state.Of(StateCauses.Start));
    }

    [Fact]
    public async Task Run_AHoldOfAPerson_OutlivesTheStart()
    {
        await _rig.OpenAsync();
        await _rig.Guard.HoldAsync(Some.Hold(), default);

        Assert.Equal(TradingState.Halted, (await StartAsync())!.State);
    }

    [Fact]
    public async Task Ensure_EachStart_HoldsOnceUntilItIsLifted()
    {
        await _rig.OpenAsync();
        StartHold first = Hold();

        await first.EnsureAsync(ReconciliationRig.At(0), default);
        Assert.Equal(TradingState.Reducing, (await _rig.Desk.FindAsync(default))!.State);
        await _rig.Guard.LiftAsync(StateCauses.Start, "a", "b", ReconciliationRig.At(1), default);
        await first.EnsureAsync(ReconciliationRig.At(2), default);
        Assert.Equal(TradingState.Active, (await _rig.Desk.FindAsync(default))!.State);

        await Hold().EnsureAsync(ReconciliationRig.At(3), default);
        Assert.Equal(TradingState.Reducing, (await _rig.Desk.FindAsync(default))!.State);
    }

    [Fact]
    public async Task Run_ADeskThatIsNew_BeginsItsDayWithTheAccountThatItAdopts()
    {
        _rig.Venue.Cash["USD"] = 9_000m;

        DeskState? state = await StartAsync();

        Assert.Equal((9_000m, 9_000m), (state!.PeakEquity, state.DayStartEquity));
    }

    private DeskBooks Books()
    {
        DeskOptions options = new() { StartingCash = 0m };
        PortfolioReader portfolio = new(
            _rig.Ledger, _rig.Desk, new ScriptedMarkets(), new MarketCatalog(Some.Markets()), options);
        LossWatch losses = new(_rig.Rows, _rig.Guard, Some.LimitBook(_rig.Rows), new());
        return new(
            _rig.Ledger, _rig.Desk, _rig.Journal, portfolio, new PaperBook(_rig.Rows), losses, options);
    }

    private StartHold Hold() => new(_rig.Desk, Books(), _rig.Guard, _rig.Brokers);

    private Task<DeskState?> StartAsync() => new DeskStart(
        Hold(), _rig.Desk, Books(), _rig.Brokers, _rig.Reconciliation(), _rig.Conclusion)
        .RunAsync(ReconciliationRig.At(0), default);
}
