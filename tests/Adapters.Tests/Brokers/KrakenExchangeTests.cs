using TradingBase.Adapters.Brokers;
using TradingBase.Adapters.Http;
using TradingBase.Execution;
using TradingBase.Risk;
using TradingBase.Strategy;
using TradingBase.Testing.Exchange;

namespace TradingBase.Adapters.Tests.Brokers;

public sealed class KrakenExchangeTests : LiveBrokerContract
{
    protected override ExchangeSymbol Symbol { get; } = new("XBTUSD", "XBT", "USD")
    {
        Lot = 0.001m, MinQuantity = 0.001m, MakerFee = 0.0025m, TakerFee = 0.004m,
    };

    protected override ExchangeIdRule Ids => ExchangeIdRule.UniqueWhileOpen;

    protected override VenueWire Speak(ExchangeCore core) =>
        new KrakenWire(core, LiveDesk.Key, LiveDesk.Secret);

    protected override IBroker Make(VenueBook book) => new KrakenBroker(book);

    protected override string NameAtVenue(string clientOrderId) => KrakenAliases.NameOf(clientOrderId);

    protected override ApprovedOrder Order(
        string id, decimal quantity = 1m, OrderSide side = OrderSide.Buy, decimal? limit = null) =>
        LiveDesk.Order(quantity, side, "BTCUSD", limit, id);
}
