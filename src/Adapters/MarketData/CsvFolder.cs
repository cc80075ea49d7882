namespace TradingBase.Adapters.MarketData;

/// <summary>What a folder of the layout stands for.</summary>
/// <param name="Name">The folder's name.</param>
/// <param name="Word">What the column <c>market</c> holds in its files.</param>
/// <param name="Market">The market's name in the catalogue.</param>
/// <param name="Tradable">Whether its series may be traded, or only inform.</param>
internal sealed record CsvFolder(string Name, string Word, string Market, bool Tradable)
{
    private static readonly CsvFolder[] Known =
    [
        new("equity", "equity", "us-equities", Tradable: true),
        new("equity_adjclose", "equity", "us-equities", Tradable: false),
        new("index", "index", "us-equities", Tradable: false),
        new("crypto", "crypto", "crypto-spot", Tradable: true),
        new("fx", "fx", "fx", Tradable: true),
        new("fx_ecb", "fx", "fx", Tradable: false),
        new("commodity", "commodity", "commodities", Tradable: true),
    ];

    /// <summary>The folders' names, for a message.</summary>
    public static string Names => string.Join(", ", Known.Select(folder => folder.Name));

    /// <summary>Whether the folder holds computed levels.</summary>
    public bool IsIndex => Word == "index";

    /// <summary>What parts a series of this folder from a tradable one of the same symbol.</summary>
    public string Suffix => Name[(Name.LastIndexOf('_') + 1)..];

    /// <summary>Finds a folder by its name, or null.</summary>
    public static CsvFolder? Find(string name) => Array.Find(Known, folder => folder.Name == name);
}
