using System.Security.Cryptography;
using TradingBase.Adapters.Tests.Http;
using TradingBase.Risk;
using TradingBase.Strategy;

namespace TradingBase.Adapters.Tests.Brokers;

/// <summary>What Coinbase answers in scripted tests.</summary>
internal static class CoinbaseAnswers
{
    internal const string Root = "/api/v3/brokerage";
    internal const string Send = $"POST {Root}/orders", Cancel = $"POST {Root}/orders/batch_cancel";
    internal const string List = $"GET {Root}/orders/historical/batch";
    internal const string Find = $"GET {Root}/orders/historical/venue-";
    internal const string Fills = $"GET {Root}/orders/historical/fills", Time = $"GET {Root}/time";
    internal const string Product = $"GET {Root}/products/BTC-USD", Accounts = $"GET {Root}/accounts";

    internal const string Empty = """{"orders":[],"has_next":false,"cursor":""}""";

    /// <summary>A key of these tests alone.</summary>
    internal static string MakeKey()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return key.ExportECPrivateKeyPem();
    }

    /// <summary>One product, no orders, and a send that is taken.</summary>
    internal static void Prepare(ScriptedVenue venue) => venue
        .On(Time, $$"""{"epochMillis":"{{LiveDesk.Start.ToUnixTimeMilliseconds()}}"}""")
        .On(Product, Rules())
        .On(List, Empty)
        .On(Find, $$"""{"order":{{Order("OPEN")}}}""")
        .On(Send, """
            {"success":true,"success_response":{"order_id":"venue-1","client_order_id":"order-1"}}
            """)
        .On(Cancel, """{"results":[{"success":true,"order_id":"venue-1"}]}""");

    internal static string Rules(string more = "") => $$"""
        {"product_id":"BTC-USD","base_increment":"0.00000001","quote_increment":"0.01",
        "price_increment":"0.01","base_min_size":"0.001","base_max_size":"3400","quote_min_size":"5",
        "quote_max_size":"1000","base_currency_id":"BTC","is_disabled":false{{more}},"limit_only":false}
        """;

    internal static string Order(
        string status, string filled = "0", string id = "order-1", string venue = "venue-1") => $$"""
        {"order_id":"{{venue}}","client_order_id":"{{id}}","product_id":"BTC-USD","side":"BUY",
        "order_configuration":{"limit_limit_gtc":{"base_size":"1","limit_price":"100"} },
        "status":"{{status}}","filled_size":"{{filled}}","created_time":"2026-01-05T14:30:00.123456Z",
        "last_fill_time":null,"reject_message":"","reject_reason":"","cancel_message":""}
        """;

    internal static string Fill(
        int id, string size, string venue = "venue-1", string type = "FILL", bool inQuote = false) => $$"""
        {"entry_id":"entry-{{id}}","trade_id":"trade-{{id}}","order_id":"{{venue}}","trade_type":"{{type}}",
        "trade_time":"2026-01-05T14:30:00.{{id:000}}Z","price":"100.50","size":"{{size}}",
        "commission":"0.603","product_id":"BTC-USD","size_in_quote":{{(inQuote ? "true" : "false")}},
        "side":"BUY"}
        """;

    internal static string Page(string list, string cursor, params string[] items) =>
        $$"""{"{{list}}":[{{string.Join(',', items)}}],"cursor":"{{cursor}}"}""";

    internal static ApprovedOrder Ask(
        decimal quantity = 1m, decimal? limit = null, string id = "order-1", OrderType? type = null,
        TimeInForce force = default, decimal? stop = null, OrderSide side = OrderSide.Buy) =>
        LiveDesk.Order(
            quantity, side, "BTCUSD", limit: limit, id: id, type: type, force: force, stop: stop);
}
