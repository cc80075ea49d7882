using System.Text.Json.Nodes;
using TradingBase.Testing.Exchange;

namespace TradingBase.Adapters.Tests.Exchange;

/// <summary>Traps that the market itself plays around a request.</summary>
public sealed class MarketTrapTests : TrapRig
{
    [Fact]
    public async Task FillBeforeAnswer_Order_IsFilledThoughTheAnswerSaysNew()
    {
        using HttpClient client = Client(new Trap(TrapKind.FillBeforeAnswer, WireCall.Place, 1, 1));

        JsonNode placed = await Read(client, "POST", Orders, Market.Order("a", price: 90m));

        Assert.Equal("NEW", (string?)placed["status"]);
        Assert.Equal("FILLED", (string?)(await Read(client, "GET", Orders, OfA))["status"]);
        Assert.Empty(Core.Audit());
    }

    [Fact]
    public async Task FillAfterCancel_Order_TradesThoughTheCancelWasConfirmed()
    {
        using HttpClient client = Client(new Trap(TrapKind.FillAfterCancel, WireCall.Cancel, 1, 0.5m));
        await Send(client, "POST", Orders, Market.Order("a", price: 90m));

        JsonNode canceled = await Read(client, "DELETE", Orders, OfA);

        Assert.Equal(
            ("CANCELED", "0.00000000"), ((string?)canceled["status"], (string?)canceled["executedQty"]));
        Assert.Equal("0.50000000", (string?)(await Read(client, "GET", Orders, OfA))["executedQty"]);
        Assert.Empty(Core.Audit());
    }

    [Fact]
    public async Task FillBeforeCancel_Order_IsGoneWhenTheCancelArrives()
    {
        using HttpClient client = Client(new Trap(TrapKind.FillBeforeCancel, WireCall.Cancel, 1, 1));
        await Send(client, "POST", Orders, Market.Order("a", price: 90m));

        Assert.Equal(-2011, (int?)(await Read(client, "DELETE", Orders, OfA))["code"]);
        Assert.Equal("FILLED", (string?)(await Read(client, "GET", Orders, OfA))["status"]);
    }

    [Fact]
    public async Task ThinDepth_Order_FillsInPartsWithFeesInTheCoin()
    {
        using HttpClient client = Client(new Trap(TrapKind.ThinDepth, WireCall.Place, 1, 0.3m));

        JsonNode placed = await Read(client, "POST", Orders, Market.Order("a", price: 100.02m));

        Assert.Equal(
            ("PARTIALLY_FILLED", "0.60000000"), ((string?)placed["status"], (string?)placed["executedQty"]));
        Assert.All(placed["fills"]!.AsArray(), fill => Assert.Equal(
            ("0.00030000", "BTC"), ((string?)fill!["commission"], (string?)fill["commissionAsset"])));
    }

    [Fact]
    public async Task PriceJump_BeforeAnOrder_MovesItsPrice()
    {
        using HttpClient client = Client(new Trap(TrapKind.PriceJump, WireCall.Place, 1, 1.25m));

        JsonNode placed = await Read(client, "POST", Orders, Market.Order("a"));

        Assert.Equal("125.00000000", (string?)placed["fills"]![0]!["price"]);
    }

    [Fact]
    public async Task Halt_OfTheSymbol_RefusesOrdersForAWhile()
    {
        using HttpClient client = Client(new Trap(TrapKind.Halt, WireCall.Place, 1, 30));

        Assert.Equal(-2010, (int?)(await Read(client, "POST", Orders, Market.Order("a")))["code"]);
        Clock.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal("FILLED", (string?)(await Read(client, "POST", Orders, Market.Order("a")))["status"]);
    }

    [Fact]
    public async Task Split_BeforeAReading_DoublesWhatIsHeld()
    {
        using HttpClient client = Client(new Trap(TrapKind.Split, WireCall.Account, 1, 2));

        JsonNode account = await Read(client, "GET", "/api/v3/account");

        Assert.Equal("20.00000000", (string?)account["balances"]![0]!["free"]);
    }

    [Fact]
    public void NegativePrice_WhereTheMarketAllowsIt_IsQuoted()
    {
        ExchangeCore core = Market.Core(Clock, symbol: Market.Bitcoin() with { AllowsNegativePrice = true });
        TrappedWire wire = new(
            new BinanceWire(core, Market.Key, Market.Secret),
            TrapPlan.Of(new Trap(TrapKind.NegativePrice)));

        WireAnswer quote = wire.Answer(WireRequest.Of("GET", "/api/v3/ticker/bookTicker?symbol=BTCUSDT"));

        Assert.Equal("-50.00000000", (string?)quote.Tree()["bidPrice"]);
    }
}
