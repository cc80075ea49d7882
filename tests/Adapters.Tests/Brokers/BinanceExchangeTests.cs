using TradingBase.Adapters.Brokers;
using TradingBase.Adapters.Http;
using TradingBase.Execution;
using TradingBase.Risk;
using TradingBase.Strategy;
using TradingBase.Testing.Exchange;

namespace TradingBase.Adapters.Tests.Brokers;

public sealed class BinanceExchangeTests : LiveBrokerContract
{
    protected override ExchangeSymbol Symbol { get; } = new("BTCUSDT", "BTC", "USDT")
    {
        Lot = 0.001m, MinQuantity = 0.001m, FeeInReceived = true,
    };

    protected override ExchangeIdRule Ids => ExchangeIdRule.UniqueWhileOpen;

    protected override VenueWire Speak(ExchangeCore core) =>
        new BinanceWire(core, LiveDesk.Key, LiveDesk.Secret);

    protected override IBroker Make(VenueBook book) => new BinanceBroker(book);

    protected override ApprovedOrder Order(
        string id, decimal quantity = 1m, OrderSide side = OrderSide.Buy, decimal? limit = null) =>
        LiveDesk.Order(quantity, side, "BTCUSDT", limit, id);
}
