using System.Security.Cryptography;
using TradingBase.Adapters.Brokers;
using TradingBase.Adapters.Http;
using TradingBase.Execution;
using TradingBase.Risk;
using TradingBase.Strategy;
using TradingBase.Testing.Exchange;

namespace TradingBase.Adapters.Tests.Brokers;

public sealed class CoinbaseExchangeTests : LiveBrokerContract, IDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    protected override ExchangeSymbol Symbol { get; } = new("BTC-USD", "BTC", "USD")
    {
        Lot = 0.001m, MinQuantity = 0.001m, MinNotional = 0.01m, MakerFee = 0.006m, TakerFee = 0.008m,
    };

    protected override ExchangeIdRule Ids => ExchangeIdRule.GivesTheFirst;

    protected override string Secret => _key.ExportECPrivateKeyPem();

    public void Dispose() => _key.Dispose();

    protected override VenueWire Speak(ExchangeCore core) => new CoinbaseWire(core, LiveDesk.Key, _key);

    protected override IBroker Make(VenueBook book) => new CoinbaseBroker(book);

    protected override ApprovedOrder Order(
        string id, decimal quantity = 1m, OrderSide side = OrderSide.Buy, decimal? limit = null) =>
        LiveDesk.Order(quantity, side, "BTCUSD", limit, id);
}
