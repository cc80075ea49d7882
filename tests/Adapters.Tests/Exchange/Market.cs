using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using TradingBase.Testing;
using TradingBase.Testing.Exchange;

namespace TradingBase.Adapters.Tests.Exchange;

/// <summary>A small venue for tests: bitcoin at 99.99 to 100.01, 10,000 to spend.</summary>
internal static class Market
{
    public const string Key = "vmPUZE6mv9SD5VNHk4HlWFsOr6aKE2zvsw0MuIgwCIPy6utIco14y7Ju91duEh8A";
    public const string Secret = "NhqPtmdSJYdKjVHjA7PZj4Mge3R5YNiP1e3UZjInClVN65XAbvqqM6A7H5fATj0j";

    public static readonly DateTimeOffset Start = new(2026, 3, 2, 15, 0, 0, TimeSpan.Zero);

    public static ExchangeSymbol Bitcoin(bool feeInReceived = false) => new("BTCUSDT", "BTC", "USDT")
    {
        Lot = 0.001m, MinQuantity = 0.001m, FeeInReceived = feeInReceived,
    };

    public static ExchangeCore Core(
        ManualClock clock, ExchangeIdRule ids = ExchangeIdRule.UniqueWhileOpen, ExchangeSymbol? symbol = null,
        IReadOnlyList<ExchangeQuote>? path = null)
    {
        ExchangeSymbol traded = symbol ?? Bitcoin();
        ExchangeCore core = new(clock, ids);
        core.List(traded, path ?? PricePaths.Flat(clock.GetUtcNow(), 99.99m, 100.01m, 100));
        core.Deposit(traded.Quote, 10_000m);
        core.Deposit(traded.Base, 10m);
        return core;
    }

    public static ExchangeTicket Buy(decimal quantity, decimal? limit = null, string? id = null) => new(
        "BTCUSDT", id, true, limit is null ? ExchangeOrderKind.Market : ExchangeOrderKind.Limit, quantity)
    {
        Limit = limit,
    };

    public static ExchangeTicket Sell(decimal quantity, decimal? limit = null, string? id = null) =>
        Buy(quantity, limit, id) with { IsBuy = false };

    /// <summary>A signed request as a client of Binance writes it.</summary>
    public static WireRequest Signed(TimeProvider clock, string method, string path, string fields = "")
    {
        string payload = string.Create(
            CultureInfo.InvariantCulture,
            $"{fields}{(fields.Length > 0 ? "&" : "")}timestamp="
            + $"{clock.GetUtcNow().ToUnixTimeMilliseconds()}");
        string signature = Convert.ToHexStringLower(
            HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes(payload)));
        return WireRequest.Of(
            method, $"{path}?{payload}&signature={signature}", null, ("X-MBX-APIKEY", Key));
    }

    public static string Order(
        string id, decimal quantity = 1m, decimal? price = null, string side = "BUY") =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"symbol=BTCUSDT&side={side}&quantity={quantity}&newClientOrderId={id}&type=")
        + (price is { } at
            ? string.Create(CultureInfo.InvariantCulture, $"LIMIT&price={at}&timeInForce=GTC")
            : "MARKET");
}
