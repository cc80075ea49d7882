using System.Globalization;
using TradingBase.Adapters.Brokers;
using TradingBase.Adapters.Tests.Http;
using TradingBase.Risk;
using TradingBase.Strategy;

namespace TradingBase.Adapters.Tests.Brokers;

/// <summary>What Kraken answers in scripted tests.</summary>
internal static class KrakenAnswers
{
    internal const string Open = "POST /0/private/OpenOrders", Closed = "POST /0/private/ClosedOrders";
    internal const string Query = "POST /0/private/QueryOrders", Send = "POST /0/private/AddOrder";
    internal const string Cancel = "POST /0/private/CancelOrder", Trades = "POST /0/private/TradesHistory";

    internal static readonly string Uuid = KrakenAliases.NameOf("order-1");

    private static readonly long At = LiveDesk.Start.ToUnixTimeSeconds();

    /// <summary>Two pairs, no orders, and a send that is taken.</summary>
    internal static void Prepare(ScriptedVenue venue) => venue
        .On("GET /0/public/AssetPairs", Good($"{Pair("XXBTZUSD", "XBTUSD", "XXBT")},"
            + Pair("XETHZUSD", "ETHUSD", "XETH")))
        .On(Open, Good("\"open\":{}")).On(Closed, Good("\"closed\":{},\"count\":0"))
        .On(Send, Good("\"descr\":{\"order\":\"buy\"},\"txid\":[\"OAAAAA-1\"]"));

    internal static ApprovedOrder Order(
        decimal quantity = 1m, decimal? limit = null, string id = "order-1", OrderType? type = null,
        TimeInForce force = default, decimal? stop = null, string symbol = "BTCUSD") =>
        LiveDesk.Order(quantity, symbol: symbol, limit: limit, id: id, type: type, force: force, stop: stop);

    internal static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);

    internal static string Good(string result) => $"{{\"error\":[],\"result\":{{{result}}}}}";

    internal static string Bad(string error) => $"{{\"error\":[\"{error}\"]}}";

    internal static string Pair(string key, string name, string coin, string status = "online") => $$"""
        "{{key}}":{"altname":"{{name}}","base":"{{coin}}","quote":"ZUSD","pair_decimals":2,"lot_decimals":8,
        "ordermin":"0.001","costmin":"5","tick_size":"0.01","status":"{{status}}"}
        """;

    internal static string Told(
        string status, string filled, string id = "OAAAAA-1", string? cl = "order-1") => $$"""
        "{{id}}":{"cl_ord_id":{{(cl is null ? "null" : $"\"{(cl == "order-1" ? Uuid : cl)}\"")}},
        "status":"{{status}}","opentm":{{At}}.1234,"descr":{"pair":"XBTUSD","type":"buy",
        "ordertype":"limit","price":"100.0","price2":"0"},"vol":"1.00000000","vol_exec":"{{filled}}"}
        """;

    internal static string Trade(
        string id, string quantity, string order = "OAAAAA-1", decimal after = 0.2505m) => $$"""
        "{{id}}":{"ordertxid":"{{order}}","pair":"XXBTZUSD",
        "time":{{(At + after).ToString(CultureInfo.InvariantCulture)}},
        "type":"buy","price":"100.50000","cost":"100.5","fee":"0.26","vol":"{{quantity}}","trade_id":1}
        """;
}
