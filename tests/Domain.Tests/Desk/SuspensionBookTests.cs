using TradingBase.Journal;
using TradingBase.Risk;
using TradingBase.Strategy;
using TradingBase.Testing;

namespace TradingBase.Desk.Tests;

public sealed class SuspensionBookTests
{
    private static readonly OrderCourse Course = OrderCourse.Of(Some.Order());

    private readonly MemoryStateStore _rows = new();
    private readonly RecordBook _records;
    private readonly SuspensionBook _book;

    public SuspensionBookTests()
    {
        _records = new(_rows);
        JournalBook journal = new(_rows);
        _book = new(_records, journal, new(journal, _records, []));
    }

    [Fact]
    public async Task SuspendRepeated_OrderDeniedForItsRepeats_SuspendsItsCourseOnceAndTells()
    {
        RiskVerdict verdict = Repeated();

        await _book.SuspendRepeatedAsync(verdict, Some.DeskTime, default);
        await _book.SuspendRepeatedAsync(verdict, Some.DeskTime, default);

        Suspension only = Assert.Single(await _book.ReadAsync(default));
        Assert.Equal(Course, only.Course);
        Assert.Equal(
            "Suspended until a person lifts it: " + only.Reason,
            Assert.Single(await _records.ListAsync<Alert>(Alert.RecordKind, null, 10, default)).Message);
    }

    [Fact]
    public async Task SuspendRepeated_OtherDenials_SuspendNobody()
    {
        RiskVerdict denied = Some.Gate().Judge([Some.Order()], Some.Situation(state: TradingState.Halted));

        await _book.SuspendRepeatedAsync(denied, Some.DeskTime, default);

        Assert.Empty(await _book.ReadAsync(default));
    }

    [Fact]
    public async Task Suspend_CrashBeforeTheRecord_WasToldAndIsTakenUpAgain()
    {
        Suspension suspension = new(Course, "Too often.", Some.DeskTime);
        _rows.BeforeSubmit = (partition, _) => partition.Contains(Suspension.RecordKind)
            ? throw new StateUnavailableException("here", "the power is gone.")
            : Task.CompletedTask;

        await Assert.ThrowsAsync<StateUnavailableException>(() => _book.SuspendAsync(suspension, default));

        Assert.Single(await _records.ListAsync<Alert>(Alert.RecordKind, null, 10, default));
        Assert.Empty(await _book.ReadAsync(default));

        _rows.BeforeSubmit = (_, _) => Task.CompletedTask;
        await _book.SuspendAsync(suspension, default);

        Assert.Single(await _book.ReadAsync(default));
        Assert.Single(await _records.ListAsync<Alert>(Alert.RecordKind, null, 10, default));
        Assert.Single(await new JournalBook(_rows).ReadAsync("limits", 1, 10, default));
    }

    [Fact]
    public async Task Lift_Suspended_LetsItGoAndOthersStay()
    {
        OrderCourse other = Course with { Side = OrderSide.Sell };
        await _book.SuspendAsync(new(Course, "Too often.", Some.DeskTime), default);
        await _book.SuspendAsync(new(other, "Too often.", Some.DeskTime), default);

        Assert.NotNull(await _book.LiftAsync(Course, "Ada", "It was a test.", Some.DeskTime, default));

        Assert.Equal(other, Assert.Single(await _book.ReadAsync(default)).Course);
    }

    [Fact]
    public async Task Lift_NotSuspended_IsNothing() =>
        Assert.Null(await _book.LiftAsync(Course, "Ada", "Why not.", Some.DeskTime, default));

    [Fact]
    public async Task Lift_WithoutAName_IsRefused() => await Assert.ThrowsAsync<ArgumentException>(
        () => _book.LiftAsync(Course, " ", "Why not.", Some.DeskTime, default));

    private static RiskVerdict Repeated() => Some.Gate().Judge(
        [Some.Order(2, id: "one-too-many")],
        Some.Situation(
            recent: [Some.Order(1, id: "earlier")], limits: new() { MaxRepeats = 1 }));
}
