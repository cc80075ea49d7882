using System.Security.Cryptography;
using TradingBase.Adapters.Brokers;
using TradingBase.Adapters.Http;
using TradingBase.Execution;
using TradingBase.Markets.Catalog;
using TradingBase.Testing;
using TradingBase.Testing.Exchange;

namespace TradingBase.Adapters.Tests.Brokers;

/// <summary>Coinbase's broker; the venue allows thirty requests in a second.</summary>
public sealed class CoinbaseContractTests : PatientBrokerContract
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    private protected override ExchangeIdRule Ids => ExchangeIdRule.GivesTheFirst;

    /// <inheritdoc/>
    public override void Dispose()
    {
        base.Dispose();
        _key.Dispose();
    }

    private protected override IBroker Make(VenueBook book) => new CoinbaseBroker(book);

    private protected override ExchangeDesk Desk(bool hasty) => new(
        "coinbase", Some.Instrument("BTCUSD", new CryptoSpot()).Id,
        new("BTC-USD", "BTC", "USD")
        {
            Lot = 0.001m, MinQuantity = 0.001m, TakerFee = 0.008m,
        },
        (core, key, _) => new CoinbaseWire(core, key, _key), Start,
        _key.ExportECPrivateKeyPem(), hasty: hasty);
}
