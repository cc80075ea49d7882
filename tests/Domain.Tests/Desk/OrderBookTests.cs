using TradingBase.Execution;
using TradingBase.Journal;
using TradingBase.Risk;
using TradingBase.Strategy;
using TradingBase.Testing;

namespace TradingBase.Desk.Tests;

public sealed class OrderBookTests
{
    private readonly ProposedOrder _order = Some.Order(decidedAt: Some.DeskTime.AddMinutes(-1));
    private readonly MemoryStateStore _rows = new();
    private readonly RecordBook _records;
    private readonly JournalBook _journal;
    private readonly LedgerBook _ledger;
    private readonly ExposureRegister _register;
    private readonly OrderBook _orders;
    private readonly ApprovedOrder _approved;

    public OrderBookTests()
    {
        _records = new(_rows);
        _journal = new(_rows);
        _ledger = new(_rows);
        _register = new(_rows, TimeProvider.System);
        _orders = new(_ledger, _journal, _records, _register);
        _approved = Some.ApprovedOrder(_order);
    }

    [Fact]
    public async Task TryIntend_SecondTime_IsNotTheOneThatMaySend()
    {
        await _register.OpenAsync(_approved);

        Assert.Equal(
            IntentOutcome.Written, await _orders.TryIntendAsync(_approved, Some.DeskTime, default));
        Assert.Equal(
            IntentOutcome.Earlier,
            await _orders.TryIntendAsync(_approved, Some.DeskTime.AddMinutes(1), default));

        JournalEntry line = Assert.Single(await LinesAsync());
        Assert.Equal(("order-intended", Some.DeskTime), (line.Kind, line.DeskTime));
    }

    [Fact]
    public async Task TryIntend_SixteenAtOnce_LetsOneSend()
    {
        await _register.OpenAsync(_approved);

        IntentOutcome[] wrote = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ =>
            Task.Run(() => _orders.TryIntendAsync(_approved, Some.DeskTime, default))));

        Assert.Equal(1, wrote.Count(one => one is IntentOutcome.Written));
    }

    [Fact]
    public async Task Find_IntentWhoseWriterWasStopped_IsWrittenToItsEnd()
    {
        // What is there when the process is killed right after the first write.
        await _records.TryAddAsync<OrderRecord>(
            OrderRecord.Kind, OrderRecord.IdOf(_order),
            new(OrderRecord.IdOf(_order), "cycle-1", _order, Some.Report(OrderStatus.Submitted, _order))
            {
                IntendedAt = Some.DeskTime,
            },
            default);

        OrderIntentMark? mark = await _orders.FindAsync(_approved, default);

        Assert.Equal((Some.DeskTime, true), (mark!.IntendedAt!.Value, mark.IsSame));
        Assert.Equal("order-intended", Assert.Single(await LinesAsync()).Kind);
    }

    [Fact]
    public async Task TryIntend_AnOrderThatIsNotOpen_WritesNothing()
    {
        Assert.Equal(
            IntentOutcome.NotOpen, await _orders.TryIntendAsync(_approved, Some.DeskTime, default));

        Assert.Empty(await LinesAsync());
        Assert.Null(await _orders.FindAsync(_order, default));
    }

    [Fact]
    public async Task TryIntend_SecondRunAfterTheEnd_LeavesTheOrderEnded()
    {
        await IntendAsync();
        await SettleAsync(OrderStatus.Filled, 10m);

        await _orders.TryIntendAsync(_approved, Some.DeskTime, default);
        await _orders.FindAsync(_approved, default);

        Assert.Equal(OrderStatus.Filled, (await _orders.FindAsync(_order, default))!.Report.Status);
        Assert.Empty(await WorkingAsync());
    }

    [Fact]
    public async Task Settle_AnOlderReportThatComesLater_TakesNothingAway()
    {
        await IntendAsync();
        await SettleAsync(OrderStatus.Filled, 4m, 6m);

        OrderRecord record = await _orders.SettleAsync(
            _approved, Some.Report(OrderStatus.PartiallyFilled, _order, fills: Fill(0, 4m)), default);

        Assert.Equal((OrderStatus.Filled, 10m), (record.Report.Status, record.Report.Fills.Sum(one =>
            one.Quantity)));
        Assert.Equal(10m, await HeldAsync());
        Assert.Empty(record.Warnings);
    }

    [Fact]
    public async Task Settle_AFillAfterTheCancel_IsBookedAndTold()
    {
        await IntendAsync();
        await SettleAsync(OrderStatus.Canceled, 4m);

        OrderRecord record = await SettleAsync(OrderStatus.Canceled, 4m, 6m);
        await SettleAsync(OrderStatus.Canceled, 4m, 6m);

        Assert.Equal(10m, await HeldAsync());
        Assert.Equal((OrderStatus.Canceled, 4m), (record.End!.Status, record.End.Filled));
        Assert.Equal(OrderAlarmKind.LateFill, Assert.Single(record.Warnings).Kind);
        Assert.Equal(
            ["order-intended", "order-filled", "order-ended", "order-filled"],
            (await LinesAsync()).Select(line => line.Kind));
    }

    [Fact]
    public async Task Settle_MoreThanWasOrdered_BooksNoMoreThanThat()
    {
        await IntendAsync();

        OrderRecord record = await SettleAsync(OrderStatus.Filled, 4m, 6m, 1m);

        Assert.Equal(10m, await HeldAsync());
        Assert.Equal(OrderAlarmKind.Overfill, Assert.Single(record.Warnings).Kind);
    }

    [Fact]
    public async Task Settle_StoppedBetweenTheRecordAndTheLedger_IsBookedByTheNextRun()
    {
        await IntendAsync();
        OrderReport filled = Some.Report(OrderStatus.Filled, _order, fills: Fill(0, 10m));
        await _records.ChangeAsync<OrderRecord>(
            OrderRecord.Kind, OrderRecord.IdOf(_order), present => present!.Apply(filled), default);

        OrderRecord record = await _orders.SettleAsync(_approved, filled, default);

        Assert.Equal((10m, 1), (await HeldAsync(), record.Booked));
        Assert.Equal("order-ended", (await LinesAsync())[^1].Kind);
    }

    private async Task IntendAsync()
    {
        await _register.OpenAsync(_approved);
        await _orders.TryIntendAsync(_approved, Some.DeskTime, default);
    }

    private Task<OrderRecord> SettleAsync(OrderStatus status, params decimal[] quantities) =>
        _orders.SettleAsync(
            _approved,
            Some.Report(
                status, _order, fills: [.. quantities.Select((quantity, number) => Fill(number, quantity))]),
            default);

    private Fill Fill(int number, decimal quantity) =>
        Some.Fill(_order, quantity, tradeId: $"trade-{number}");

    private async Task<decimal> HeldAsync() =>
        Assert.Single((await _ledger.ReadAsync(default)).Positions).Quantity;

    private Task<IReadOnlyList<OpenOrder>> WorkingAsync() =>
        _register.ReadAsync(default);

    private Task<IReadOnlyList<JournalEntry>> LinesAsync() =>
        _journal.ReadAsync($"order:{_order.ClientOrderId}", 1, 10, default);
}
