using TradingBase.Markets;

namespace TradingBase.Adapters.Brokers;

/// <summary>Kraken's names of coins, moneys and pairs, and the names that all others use.</summary>
/// <remarks>
/// Its first assets carry a class before their name, X for coins and Z for moneys, and so do pairs of two of
/// them; bitcoin is XBT and dogecoin XDG. Source: the exchange's Assets and AssetPairs.
/// </remarks>
internal static class KrakenNames
{
    private static readonly HashSet<string> WithClass = new(StringComparer.Ordinal)
    {
        "XETC", "XETH", "XLTC", "XMLN", "XREP", "XXBT", "XXDG", "XXLM", "XXMR", "XXRP", "XZEC",
        "ZAUD", "ZCAD", "ZEUR", "ZGBP", "ZJPY", "ZUSD",
    };

    /// <summary>The common name of an asset: XXBT and XBT are BTC, ZUSD is USD.</summary>
    /// <remarks>What earns without being bound, as <c>USDT.F</c>, can be traded like the asset.</remarks>
    internal static string CoinOf(string asset)
    {
        string own = asset.EndsWith(".F", StringComparison.Ordinal) ? asset[..^2] : asset;
        return (WithClass.Contains(own) ? own[1..] : own) switch
        {
            "XBT" => "BTC",
            "XDG" => "DOGE",
            var other => other,
        };
    }

    /// <summary>The venue's name of an instrument, such as XBTUSDT for BTCUSDT.</summary>
    internal static string PairOf(Instrument instrument)
    {
        string symbol = instrument.Id.Symbol, quote = instrument.Currency;
        return symbol.EndsWith(quote, StringComparison.Ordinal) && symbol.Length > quote.Length
            ? Own(symbol[..^quote.Length]) + Own(quote)
            : symbol;
    }

    /// <summary>The common name of a pair that nobody described, such as ETHBTC for XETHXXBT.</summary>
    internal static string SymbolOf(string pair) =>
        pair.Length == 8 && WithClass.Contains(pair[..4]) && WithClass.Contains(pair[4..])
            ? CoinOf(pair[..4]) + CoinOf(pair[4..])
        : pair.StartsWith("XBT", StringComparison.Ordinal) || pair.StartsWith("XDG", StringComparison.Ordinal)
            ? CoinOf(pair[..3]) + pair[3..]
        : pair.EndsWith("XBT", StringComparison.Ordinal) ? pair[..^3] + "BTC"
        : pair;

    private static string Own(string coin) => coin switch
    {
        "BTC" => "XBT",
        "DOGE" => "XDG",
        _ => coin,
    };
}
