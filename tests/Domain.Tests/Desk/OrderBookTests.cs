using TradingBase.Execution;
using TradingBase.Journal;
using TradingBase.Risk;
using TradingBase.Strategy;
using TradingBase.Testing;

namespace TradingBase.Desk.Tests;

public sealed class OrderBookTests
{
    private readonly ProposedOrder _order = Some.Order(decidedAt: Some.DeskTime.AddMinutes(-1));
    private readonly ApprovedOrder _approved;
    private readonly MemoryStateStore _rows = new();
    private readonly RecordBook _records;
    private readonly JournalBook _journal;
    private readonly ExposureRegister _register;
    private readonly OrderBook _orders;

    public OrderBookTests()
    {
        _records = new(_rows);
        _journal = new(_rows);
        _register = new(_rows, TimeProvider.System);
        _approved = Some.ApprovedOrder(_order);
        _orders = new(new LedgerBook(_rows), _journal, _records, _register);
    }

    [Fact]
    public async Task Intend_SecondRunAfterTheEnd_LeavesTheOrderEnded()
    {
        await _register.OpenAsync(_approved);
        await _orders.IntendAsync("cycle-1", _approved, Some.DeskTime, default);
        await _orders.SettleAsync(
            "cycle-1", _approved, Some.Report(OrderStatus.Filled, _order, fills: Some.Fill(_order)), default);

        bool open = await _orders.IntendAsync("cycle-1", _approved, Some.DeskTime, default);

        Assert.False(open);
        OrderRecord kept = (await _records.FindAsync<OrderRecord>(
            OrderRecord.Kind, OrderRecord.IdOf(_order), default))!;
        Assert.Equal(OrderStatus.Filled, kept.Report.Status);
        Assert.Empty(await _register.ReadAsync(default));
    }

    [Fact]
    public async Task Intend_AnOrderDecidedElsewhere_IsJournalledAtTheDeskTime()
    {
        await _register.OpenAsync(_approved);
        await _orders.IntendAsync("cycle-1", _approved, Some.DeskTime, default);

        JournalEntry line = Assert.Single(
            await _journal.ReadAsync($"order:{_order.ClientOrderId}", 1, 10, default));
        Assert.Equal(Some.DeskTime, line.DeskTime);
    }
}
