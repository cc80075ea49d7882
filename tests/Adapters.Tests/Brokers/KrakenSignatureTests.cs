using TradingBase.Adapters.Brokers;
using TradingBase.Testing;

namespace TradingBase.Adapters.Tests.Brokers;

public sealed class KrakenSignatureTests
{
    private readonly ManualClock _clock = new(LiveDesk.Start);
    private readonly MemoryStateStore _store = new();

    // Published in the exchange's documents: no secret of anybody.
    [Fact]
    public void Sign_AnOrder_GivesThePublishedSignature() => Assert.Equal(
        "4/dpxb3iT4tp/ZCVEwSnEsLxx0bqyhLpdfOpc6fn7OR8+UClSV5n9E6aSS8MPtnRfp32bAb0nmbRn6H8ndwLUQ==",
        KrakenSignature.Sign(
            Convert.FromBase64String(
                "kQH5HW/8p1uGOVjbgWA7FunAmGO8lsSUXNsu3eow76sz84Q18fWxnyRzBHCd3pd5nE9qa99HAZtuZuj6F1huXg=="),
            "/0/private/AddOrder", "1616492376594",
            "nonce=1616492376594&ordertype=limit&pair=XBTUSD&price=37500&type=buy&volume=1.25"));

    [Fact]
    public void NameOf_TheNameOfTheStandard_IsItsUuid() => Assert.Equal(
        new Guid("5c146b14-3c52-8afd-938a-375d0df1fbf6"),
        KrakenAliases.NameOf(new Guid("6ba7b810-9dad-11d1-80b4-00c04fd430c8"), "www.example.com"));

    [Fact]
    public void NameOf_TheSameId_IsTheSameNameAndAnotherIsNot()
    {
        Assert.Equal(KrakenAliases.NameOf("order-1"), KrakenAliases.NameOf("order-1"));
        Assert.NotEqual(KrakenAliases.NameOf("order-1"), KrakenAliases.NameOf("order-2"));
    }

    [Fact]
    public async Task Aliases_OfAnotherProcess_AreFoundWhateverTheirCase()
    {
        await new KrakenAliases(_store).KeepAsync("order-1", default);
        KrakenAliases other = new(_store);

        string name = KrakenAliases.NameOf("order-1");
        Assert.Equal("order-1", await other.FindAsync(name.ToUpperInvariant(), default));
        Assert.Equal(
            "order-1", await other.FindAsync(name.Replace("-", "", StringComparison.Ordinal), default));
        Assert.Equal("by-hand", await other.FindAsync("by-hand", default));
        Assert.Equal(
            KrakenAliases.NameOf("foreign"), await other.FindAsync(KrakenAliases.NameOf("foreign"), default));
        Assert.Null(await other.FindAsync(null, default));
    }

    [Fact]
    public async Task Nonce_OfManyProcessesWhoseClocksGoBack_RisesAlways()
    {
        ManualClock late = new(LiveDesk.Start.AddMinutes(-5));
        KrakenNonce[] processes = [new(_store, _clock), new(_store, late), new(_store, _clock)];
        long last = 0;
        foreach (int turn in Enumerable.Range(0, 30))
        {
            // A restart in the middle of it begins with what the store holds.
            KrakenNonce process = turn == 20 ? new(_store, late) : processes[turn % 3];
            long next = await process.NextAsync(default);
            Assert.True(next > last, $"{next} came after {last}.");
            last = next;
        }

        Assert.Equal(LiveDesk.Start.ToUnixTimeMilliseconds() * 1000, last - 29);
    }

    [Fact]
    public async Task Nonce_DrawnAtOnceFromManySides_IsNeverTheSameTwice()
    {
        KrakenNonce[] processes = [new(_store, _clock), new(_store, _clock)];

        long[] drawn = await Task.WhenAll(Enumerable.Range(0, 100)
            .Select(turn => Task.Run(() => processes[turn % 2].NextAsync(default))));

        Assert.Equal(100, drawn.Distinct().Count());
    }

    [Fact]
    public async Task Nonce_AfterALeap_IsAheadOfTimeInEveryProcess()
    {
        KrakenNonce process = new(_store, _clock);
        long first = await process.NextAsync(default);

        process.Leap(TimeSpan.FromSeconds(10));

        Assert.InRange(await process.NextAsync(default), first + 10_000_000, first + 10_000_010);
        Assert.InRange(
            await new KrakenNonce(_store, _clock).NextAsync(default), first + 10_000_000, first + 10_000_010);
    }
}
