using TradingBase.Execution;
using TradingBase.Journal;
using TradingBase.Risk;
using TradingBase.Strategy;
using TradingBase.Testing;

namespace TradingBase.Desk.Tests;

public sealed class RejectionBookTests
{
    private readonly MemoryStateStore _rows = new();
    private readonly DeskStateBook _desk;
    private readonly RejectionBook _book;

    public RejectionBookTests()
    {
        JournalBook journal = new(_rows);
        _desk = new(_rows);
        DeskGuard guard = new(_desk, journal, new(journal, new RecordBook(_rows), []));
        _book = new(_rows, guard, new() { MaxRejections = 2 });
    }

    [Theory]
    [InlineData(2, TradingState.Active)]
    [InlineData(3, TradingState.Reducing)]
    [InlineData(4, TradingState.Reducing)]
    [InlineData(5, TradingState.Halted)]
    public async Task Note_RejectionsInARow_HoldBeyondTheLimitAndBeyondTwiceIt(
        int count, TradingState expected)
    {
        await OpenAsync();

        await RejectAsync(0, count);

        Assert.Equal(expected, (await _desk.FindAsync(default))!.State);
        Assert.Equal(count, (await _book.ReadAsync(default))["venue"]);
    }

    [Fact]
    public async Task Note_OneRejectionTwice_CountsItOnce()
    {
        await OpenAsync();

        await RejectAsync(0, 1);
        await RejectAsync(0, 1);

        Assert.Equal(1, (await _book.ReadAsync(default))["venue"]);
    }

    [Fact]
    public async Task Note_ANewerOrderThatIsTaken_EndsTheRun_AndALateReportOfAnOldOneDoesNot()
    {
        await OpenAsync();
        await RejectAsync(5, 2);

        await NoteAsync(1, OrderStatus.Filled);
        Assert.Equal(2, (await _book.ReadAsync(default))["venue"]);

        await NoteAsync(9, OrderStatus.Unknown);
        Assert.Equal(2, (await _book.ReadAsync(default))["venue"]);

        await NoteAsync(9, OrderStatus.Accepted);
        Assert.Equal(0, (await _book.ReadAsync(default))["venue"]);
    }

    [Theory]
    [InlineData(OrderStatus.Rejected)]
    [InlineData(OrderStatus.Canceled)]
    public async Task Note_AnOrderThatTheDeskClosedItself_SaysNothingOfTheVenue(OrderStatus status)
    {
        await OpenAsync();
        await RejectAsync(0, 2);

        OrderReport lost = Some.Report(status, Order(9)) with { ClosedByDesk = true };
        await _book.NoteAsync("venue", Order(9), lost, default);

        Assert.Equal(2, (await _book.ReadAsync(default))["venue"]);
        Assert.Equal(TradingState.Active, (await _desk.FindAsync(default))!.State);
    }

    [Fact]
    public async Task Note_TwoVenues_CountsEachAlone()
    {
        await OpenAsync();
        await RejectAsync(0, 2);

        await _book.NoteAsync(
            "other", Order(9), Some.Report(OrderStatus.Rejected, Order(9)), default);

        IReadOnlyDictionary<string, int> counts = await _book.ReadAsync(default);
        Assert.Equal((1, 2), (counts["other"], counts["venue"]));
    }

    private async Task OpenAsync() =>
        await _desk.ChangeAsync(_ => new([], 100m, new(2017, 12, 29), 100m), default);

    private async Task RejectAsync(int first, int count)
    {
        for (int i = first; i < first + count; i++)
        {
            await NoteAsync(i, OrderStatus.Rejected);
        }
    }

    private Task NoteAsync(int number, OrderStatus status) =>
        _book.NoteAsync("venue", Order(number), Some.Report(status, Order(number)), default);

    private static ProposedOrder Order(int number) => Some.Order() with
    {
        ClientOrderId = $"order-{number}", DecidedAt = Some.DeskTime.AddMinutes(number),
    };
}
