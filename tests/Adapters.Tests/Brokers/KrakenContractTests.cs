using TradingBase.Adapters.Brokers;
using TradingBase.Adapters.Http;
using TradingBase.Execution;
using TradingBase.Markets.Catalog;
using TradingBase.Testing;
using TradingBase.Testing.Exchange;

namespace TradingBase.Adapters.Tests.Brokers;

/// <summary>Kraken's broker; the venue allows one call in three seconds.</summary>
public sealed class KrakenContractTests : PatientBrokerContract
{
    private protected override ExchangeIdRule Ids => ExchangeIdRule.UniqueWhileOpen;

    private protected override IBroker Make(VenueBook book) => new KrakenBroker(book);

    private protected override string NameAtVenue(string clientOrderId) =>
        KrakenAliases.NameOf(clientOrderId);

    private protected override ExchangeDesk Desk(bool hasty) => new(
        "kraken", Some.Instrument("BTCUSD", new CryptoSpot()).Id,
        new("XBTUSD", "XBT", "USD") { Lot = 0.001m, MinQuantity = 0.001m, TakerFee = 0.004m },
        (core, key, secret) => new KrakenWire(core, key, secret), Start, hasty: hasty);
}
