using System.Security.Cryptography;
using TradingBase.Adapters.Brokers;
using TradingBase.Markets;
using TradingBase.Strategy;
using TradingBase.Testing;
using TradingBase.Testing.Exchange;

namespace TradingBase.Simulation.Tests.Orders;

/// <content>The venues whose protocols the tests' exchange speaks.</content>
internal sealed partial record VenueProfile
{
    private static readonly string CoinbaseSecret = MakeCoinbaseSecret();

    internal static VenueProfile Binance { get; } = new(
        "binance", Coin("BTCUSDT"),
        new("BTCUSDT", "BTC", "USDT") { Lot = 0.001m, MinQuantity = 0.001m, FeeInReceived = true },
        ExchangeIdRule.UniqueWhileOpen, (core, key, secret) => new BinanceWire(core, key, secret),
        OrderType.MarketOnOpen, trade => $"BTCUSDT-{trade.Id}", OpeningUnits: 20m);

    internal static VenueProfile Alpaca { get; } = new(
        "alpaca", Some.Instrument(),
        new("AAPL", "AAPL", "USD") { Lot = 1, MinQuantity = 1, MinNotional = 1, MakerFee = 0, TakerFee = 0 },
        ExchangeIdRule.UniqueForever, (core, key, secret) => new AlpacaWire(core, key, secret),
        OrderType.MarketOnClose,
        trade => $"{trade.At.UtcDateTime:yyyyMMddHHmmssfff}::{trade.Id:x8}-0000-4000-8000-000000000002",
        OpeningUnits: 0);

    internal static VenueProfile Kraken { get; } = new(
        "kraken", Coin("BTCUSD"),
        new("XBTUSD", "XBT", "USD")
        {
            Lot = 0.001m, MinQuantity = 0.001m, MakerFee = 0.0025m, TakerFee = 0.004m,
        },
        ExchangeIdRule.UniqueWhileOpen, (core, key, secret) => new KrakenWire(core, key, secret),
        OrderType.MarketOnOpen, trade => $"T{trade.Id:X5}-VENUE-TRADES", OpeningUnits: 20m)
    {
        NameOf = KrakenAliases.NameOf,
    };

    internal static VenueProfile Coinbase { get; } = new(
        "coinbase", Coin("BTCUSD"),
        new("BTC-USD", "BTC", "USD")
        {
            Lot = 0.001m, MinQuantity = 0.001m, MinNotional = 0.01m, MakerFee = 0.006m, TakerFee = 0.008m,
        },
        ExchangeIdRule.GivesTheFirst, (core, key, secret) => new CoinbaseWire(core, key, ReadKey(secret)),
        OrderType.MarketOnOpen, trade => $"entry-{trade.Id}", OpeningUnits: 20m)
    {
        Secret = CoinbaseSecret,
    };

    /// <summary>The venue of a seed.</summary>
    internal static VenueProfile Of(int seed) => (seed % 6) switch
    {
        0 => Alpaca,
        3 => Kraken,
        5 => Coinbase,
        _ => Binance,
    };

    private static Instrument Coin(string symbol) =>
        Some.Instrument(symbol, new Markets.Catalog.CryptoSpot());

    private static ECDsa ReadKey(string pem)
    {
        var key = ECDsa.Create();
        key.ImportFromPem(pem);
        return key;
    }

    private static string MakeCoinbaseSecret()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return key.ExportECPrivateKeyPem();
    }
}
