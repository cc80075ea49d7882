using TradingBase.Execution;
using TradingBase.LocalHost.Storage;
using TradingBase.Risk;
using TradingBase.Strategy;
using TradingBase.Testing;

namespace TradingBase.LocalHost.Tests.Storage;

/// <summary>64 cycles of one account at once, on one state file that four hosts have open.</summary>
public sealed class SqliteExposureTests : IDisposable
{
    private const int Hosts = 4;
    private const int CyclesOfAHost = 16;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Judge_64CyclesAtOnce_NothingAtTheVenueIsEverBeyondALimit()
    {
        RiskLimits limits = ExposureDesk.Worths;
        ExposureVenue venue = new(limits);
        SqliteStateStore[] stores =
            [.. Enumerable.Range(0, Hosts).Select(_ => SqliteStateStore.Open(_folder.File("state.db")))];
        ExposureDesk[] desks = [.. stores.Select(store => new ExposureDesk(store, limits))];
        await desks[0].OpenAsync();

        int[] approved = await Task.WhenAll(
            from host in Enumerable.Range(0, Hosts)
            from cycle in Enumerable.Range(0, CyclesOfAHost)
            select Task.Run(() => RunAsync(desks[host], venue, $"cycle-{host}-{cycle}", 10 + (host * 16) + cycle)));

        Assert.Empty(venue.Breaches);
        Assert.InRange(approved.Sum(), 5, (Hosts * CyclesOfAHost) - 5);
        Assert.Empty(await desks[0].Register.ReadAsync(default));
        Assert.Equal(
            venue.Held(),
            (await desks[0].Ledger.ReadAsync(default)).Positions
                .ToDictionary(held => held.Instrument, held => held.Quantity));
        Assert.Null(await desks[0].Ledger.FindImbalanceAsync(default));
        foreach (SqliteStateStore store in stores)
        {
            await store.DisposeAsync();
        }
    }

    // Together they want several times what the limits allow; every third order ends half filled.
    private static async Task<int> RunAsync(ExposureDesk desk, ExposureVenue venue, string cycleId, int units)
    {
        ProposedOrder order = Some.Order(
            units, instrument: ExposureDesk.Instruments[units % 2], id: $"{cycleId}-order");
        await desk.ProposeAsync(cycleId, order);
        IReadOnlyList<ApprovedOrder> approved = await desk.JudgeAsync(cycleId);
        foreach (ApprovedOrder one in approved)
        {
            Assert.True(await desk.IntendAsync(one));
            venue.Send(one);
            int filled = units % 3 == 0 ? units / 2 : units;
            Fill fill = venue.Fill(one, filled);
            venue.End(one);
            await desk.SettleAsync(
                one, filled == units ? OrderStatus.Filled : OrderStatus.Canceled, fill);
        }

        return approved.Count;
    }
}
