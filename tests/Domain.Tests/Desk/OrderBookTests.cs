using TradingBase.Execution;
using TradingBase.Journal;
using TradingBase.Strategy;
using TradingBase.Testing;

namespace TradingBase.Desk.Tests;

public sealed class OrderBookTests
{
    private readonly ProposedOrder _order = Some.Order(decidedAt: Some.DeskTime.AddMinutes(-1));
    private readonly MemoryStateStore _rows = new();
    private readonly RecordBook _records;
    private readonly JournalBook _journal;
    private readonly OrderBook _orders;

    public OrderBookTests()
    {
        _records = new(_rows);
        _journal = new(_rows);
        _orders = new(new LedgerBook(_rows), _journal, _records);
    }

    [Fact]
    public async Task Intend_SecondRunAfterTheEnd_LeavesTheOrderEnded()
    {
        await _orders.IntendAsync("cycle-1", _order, Some.DeskTime, default);
        await _orders.SettleAsync(
            "cycle-1", _order, Some.Report(OrderStatus.Filled, _order, fills: Some.Fill(_order)), default);

        await _orders.IntendAsync("cycle-1", _order, Some.DeskTime, default);

        OrderRecord kept = (await _records.FindAsync<OrderRecord>(
            OrderRecord.Kind, OrderRecord.IdOf(_order), default))!;
        Assert.Equal(OrderStatus.Filled, kept.Report.Status);
        Assert.Empty(await _records.ListAsync<OrderRecord>(OrderRecord.WorkingKind, null, 10, default));
    }

    [Fact]
    public async Task Intend_AnOrderDecidedElsewhere_IsJournalledAtTheDeskTime()
    {
        await _orders.IntendAsync("cycle-1", _order, Some.DeskTime, default);

        JournalEntry line = Assert.Single(
            await _journal.ReadAsync($"order:{_order.ClientOrderId}", 1, 10, default));
        Assert.Equal(Some.DeskTime, line.DeskTime);
    }
}
