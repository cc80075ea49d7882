using Azure;
using TradingBase.AzureHost.Storage;
using TradingBase.Domain.Tests.Primitives;

namespace TradingBase.AzureHost.Tests.Storage;

public sealed class TableStateStoreTests : StateStoreContract
{
    private readonly FakeTable _table = new();

    [Fact]
    public async Task Submit_MoreThanARowHolds_IsRefusedAndKeepsNothing()
    {
        TableStateStore store = new(_table);
        StateChange large = StateChange.Insert("large", new byte[TableStateStore.MaxValueBytes + 1]);

        StateTooLargeException refusal = await Assert.ThrowsAsync<StateTooLargeException>(
            () => store.TrySubmitAsync("p", [StateChange.Insert("a", new byte[1]), large], default));

        Assert.Equal((TableStateStore.MaxValueBytes + 1L, TableStateStore.MaxValueBytes), (refusal.Bytes, refusal.Limit));
        Assert.Empty(await store.ReadAsync("p", null, null, 10, false, default));
        Assert.True(await store.TrySubmitAsync(
            "p", [StateChange.Insert("most", new byte[TableStateStore.MaxValueBytes])], default));
    }

    [Fact]
    public async Task Submit_MoreThanATransactionHolds_IsRefused()
    {
        TableStateStore store = new(_table);
        StateChange[] changes =
            [.. Enumerable.Range(0, 4).Select(i => StateChange.Insert($"k{i}", new byte[750_000]))];

        Assert.True(await store.TrySubmitAsync("p", changes, default));
        await Assert.ThrowsAsync<StateTooLargeException>(
            () => store.TrySubmitAsync("q", [.. changes, StateChange.Insert("k5", new byte[1])], default));
    }

    [Fact]
    public async Task Anything_ServiceFails_IsUnavailableWithTheTableAndTheStatus()
    {
        TableStateStore store = new(_table);
        _table.BeforeRequest = () =>
            throw new RequestFailedException(503, "Server busy.", "ServerBusy", null);
        Func<Task>[] calls =
        [
            () => store.FindAsync("p", "k", default),
            () => store.ReadAsync("p", null, null, 1, false, default),
            () => store.ReadAsync("p", null, null, 1, true, default),
            () => store.TrySubmitAsync("p", [StateChange.Insert("k", new byte[1])], default),
        ];

        foreach (Func<Task> call in calls)
        {
            StateUnavailableException failure = await Assert.ThrowsAsync<StateUnavailableException>(call);
            Assert.Equal("table state", failure.Place);
            Assert.Contains("503", failure.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Submit_TableIsNotThere_IsUnavailableAndNoLostRace()
    {
        TableStateStore store = new(_table);
        _table.BeforeRequest = () =>
            throw new RequestFailedException(404, "No table.", "TableNotFound", null);

        await Assert.ThrowsAsync<StateUnavailableException>(
            () => store.TrySubmitAsync("p", [StateChange.Insert("k", new byte[1])], default));
    }

    [Fact]
    public async Task Read_NewestFirst_FetchesOnlyTheValuesThatAreWanted()
    {
        TableStateStore store = new(_table);
        await store.TrySubmitAsync(
            "p", [.. Enumerable.Range(0, 100).Select(i => StateChange.Insert($"k{i:D3}", new byte[10]))],
            default);

        await store.ReadAsync("p", null, null, 3, true, default);

        Assert.Equal((103, 3), _table.Sent);
    }

    [Fact]
    public async Task Read_NameWithAQuote_EndsNoFilter()
    {
        TableStateStore store = new(_table);
        await store.TrySubmitAsync("o'brien", [StateChange.Insert("it's", new byte[1])], default);

        Assert.Single(await store.ReadAsync("o'brien", "it's", "it't", 10, false, default));
    }

    protected override IStateStore OpenStore() => new TableStateStore(_table);
}
