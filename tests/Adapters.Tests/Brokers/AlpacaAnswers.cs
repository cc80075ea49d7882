namespace TradingBase.Adapters.Tests.Brokers;

/// <summary>What Alpaca answers in scripted tests.</summary>
internal static class AlpacaAnswers
{
    internal const string NoOrder = """{"code":40410000,"message":"order not found for order-1"}""";
    internal const string Find = "GET /v2/orders:by_client_order_id?", Send = "POST /v2/orders";
    internal const string Fills = "GET /v2/account/activities/FILL?", Duplicate =
        """{"code":40010001,"message":"client_order_id must be unique"}""";

    internal static string Order(string status, string filled = "0", string id = "order-1") =>
        $$"""
        {"id":"venue-1","client_order_id":"{{id}}","created_at":"2026-01-05T14:30:00.123456789Z",
        "updated_at":"2026-01-05T14:30:01Z","submitted_at":"2026-01-05T14:30:00.123456789Z","symbol":"AAPL",
        "asset_class":"us_equity","qty":"10","filled_qty":"{{filled}}","type":"market","side":"buy",
        "time_in_force":"day","limit_price":null,"status":"{{status}}"}
        """;

    internal static string Trade(int id, string quantity, string order = "venue-1") =>
        $$"""
        {"id":"fill-{{id}}","activity_type":"FILL","transaction_time":"2026-01-05T14:30:00.{{id:000}}Z",
        "type":"fill","price":"100.25","qty":"{{quantity}}","side":"buy","symbol":"AAPL",
        "order_id":"{{order}}"}
        """;
}
