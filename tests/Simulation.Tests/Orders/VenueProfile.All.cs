using System.Security.Cryptography;
using TradingBase.Adapters.Brokers;
using TradingBase.Strategy;
using TradingBase.Testing;
using TradingBase.Testing.Exchange;

namespace TradingBase.Simulation.Tests.Orders;

/// <content>The venues whose protocols the tests' exchange speaks.</content>
internal sealed partial record VenueProfile
{
    private static readonly string CoinbaseSecret = MakeCoinbaseSecret();

    internal static VenueProfile Binance { get; } = new(
        "binance",
        [
            .. Coins("BTCUSDT", "ETHUSDT").Select(symbol => Coin(symbol, new(symbol, symbol[..3], "USDT")
            {
                Lot = 0.001m, MinQuantity = 0.001m, FeeInReceived = true,
            })),
        ],
        ExchangeIdRule.UniqueWhileOpen, (core, key, secret) => new BinanceWire(core, key, secret),
        OrderType.MarketOnOpen, trade => $"{trade.Order.Ticket.Symbol}-{trade.Id}", OpeningUnits: 20m);

    internal static VenueProfile Alpaca { get; } = new(
        "alpaca",
        [
            .. Coins("AAPL", "MSFT").Select(symbol => new VenuePair(
                Some.Instrument(symbol),
                new(symbol, symbol, "USD")
                {
                    Lot = 1, MinQuantity = 1, MinNotional = 1, MakerFee = 0, TakerFee = 0,
                })),
        ],
        ExchangeIdRule.UniqueForever, (core, key, secret) => new AlpacaWire(core, key, secret),
        OrderType.MarketOnClose,
        trade => $"{trade.At.UtcDateTime:yyyyMMddHHmmssfff}::{trade.Id:x8}-0000-4000-8000-000000000002",
        OpeningUnits: 0);

    internal static VenueProfile Kraken { get; } = new(
        "kraken",
        [
            .. Coins("XBTUSD", "ETHUSD").Select(symbol => Coin(
                symbol.Replace("XBT", "BTC", StringComparison.Ordinal),
                new(symbol, symbol[..3], "USD")
                {
                    Lot = 0.001m, MinQuantity = 0.001m, MakerFee = 0.0025m, TakerFee = 0.004m,
                })),
        ],
        ExchangeIdRule.UniqueWhileOpen, (core, key, secret) => new KrakenWire(core, key, secret),
        OrderType.MarketOnOpen, trade => $"T{trade.Id:X5}-VENUE-TRADES", OpeningUnits: 20m)
    {
        NameOf = KrakenAliases.NameOf,
    };

    internal static VenueProfile Coinbase { get; } = new(
        "coinbase",
        [
            .. Coins("BTC-USD", "ETH-USD").Select(symbol => Coin(
                symbol.Replace("-", "", StringComparison.Ordinal),
                new(symbol, symbol[..3], "USD")
                {
                    Lot = 0.001m, MinQuantity = 0.001m, MinNotional = 0.01m, MakerFee = 0.006m,
                    TakerFee = 0.008m,
                })),
        ],
        ExchangeIdRule.GivesTheFirst, (core, key, secret) => new CoinbaseWire(core, key, ReadKey(secret)),
        OrderType.MarketOnOpen, trade => $"entry-{trade.Id}", OpeningUnits: 20m)
    {
        Secret = CoinbaseSecret,
    };

    private static string[] Coins(params string[] symbols) => symbols;

    private static VenuePair Coin(string symbol, ExchangeSymbol listed) =>
        new(Some.Instrument(symbol, new Markets.Catalog.CryptoSpot()), listed);

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
