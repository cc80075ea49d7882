using TradingBase.Journal;
using TradingBase.Risk;
using TradingBase.Testing;

namespace TradingBase.Desk.Tests;

public sealed class StoreWatchTests
{
    private readonly MemoryStateStore _rows = new();
    private readonly StoreTrouble _trouble = new();
    private readonly StoreWatch _store;
    private readonly List<string> _written = [];
    private bool _away;

    public StoreWatchTests()
    {
        _store = new(_rows, _trouble, new ManualClock(Some.DeskTime));
        _rows.BeforeSubmit = (partition, changes) =>
        {
            if (_away)
            {
                throw new StateUnavailableException("the disk", "it is full.");
            }

            _written.AddRange(changes.Select(change => $"{partition}/{change.Key}"));
            return Task.CompletedTask;
        };
    }

    [Fact]
    public async Task Submit_OnceTheStoreAnswersAgain_HoldsTheDeskBeforeAnythingElseIsWritten()
    {
        await new DeskStateBook(_rows).ChangeAsync(_ => new([], 100m, new(2017, 12, 29), 100m), default);
        _written.Clear();
        await FailAsync();

        await WriteAsync("intent");

        Assert.Equal(["desk/state", "orders/intent"], _written);
        StateHold hold = Assert.Single((await new DeskStateBook(_rows).FindAsync(default))!.Holds);
        Assert.Equal((StateCauses.StoreTrouble, TradingState.Reducing), (hold.Cause, hold.State));
        Assert.Contains("it is full", hold.Reason, StringComparison.Ordinal);
        Assert.Null(_trouble.Pending);
    }

    [Fact]
    public async Task Submit_ADeskThatWasNeverOpened_IsNotHeld()
    {
        await FailAsync();

        await WriteAsync("intent");

        Assert.Equal(["orders/intent"], _written);
    }

    [Fact]
    public async Task Submit_AfterTheHold_HoldsNoSecondTimeForTheSameTrouble()
    {
        await new DeskStateBook(_rows).ChangeAsync(_ => new([], 100m, new(2017, 12, 29), 100m), default);
        await FailAsync();
        await WriteAsync("one");
        await new DeskStateBook(_rows).ChangeAsync(
            present => present!.Without(StateCauses.StoreTrouble), default);

        await WriteAsync("two");

        Assert.Empty((await new DeskStateBook(_rows).FindAsync(default))!.Holds);
    }

    private async Task FailAsync()
    {
        _away = true;
        await Assert.ThrowsAsync<StateUnavailableException>(() => WriteAsync("lost"));
        _away = false;
    }

    private Task<bool> WriteAsync(string key) =>
        _store.TrySubmitAsync("orders", [StateChange.Insert(key, new byte[] { 1 })], default);
}
