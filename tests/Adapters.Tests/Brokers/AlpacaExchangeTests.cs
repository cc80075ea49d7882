using TradingBase.Adapters.Brokers;
using TradingBase.Adapters.Http;
using TradingBase.Execution;
using TradingBase.Risk;
using TradingBase.Strategy;
using TradingBase.Testing;
using TradingBase.Testing.Exchange;

namespace TradingBase.Adapters.Tests.Brokers;

public sealed class AlpacaExchangeTests : LiveBrokerContract
{
    protected override ExchangeSymbol Symbol { get; } = new("AAPL", "AAPL", "USD")
    {
        Lot = 0.01m, MinQuantity = 0.01m, MakerFee = 0, TakerFee = 0, MinNotional = 1,
    };

    protected override ExchangeIdRule Ids => ExchangeIdRule.UniqueForever;

    protected override VenueWire Speak(ExchangeCore core) =>
        new AlpacaWire(core, LiveDesk.Key, LiveDesk.Secret);

    protected override IBroker Make(VenueBook book) => new AlpacaBroker(book);

    protected override ApprovedOrder Order(
        string id, decimal quantity = 1m, OrderSide side = OrderSide.Buy, decimal? limit = null) =>
        Some.ApprovedOrder(Some.Order(quantity, side, id: id, limit: limit));
}
