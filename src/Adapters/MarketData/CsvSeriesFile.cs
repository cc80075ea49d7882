using System.Globalization;
using System.Text.RegularExpressions;
using TradingBase.Markets;

namespace TradingBase.Adapters.MarketData;

/// <summary>One file of bars, as its name and folder describe it.</summary>
/// <param name="Path">Where the file is.</param>
/// <param name="Name">Path below the root, with slashes, such as <c>fx/EURUSD.oanda.1d.csv.gz</c>.</param>
/// <param name="Folder">What its folder stands for.</param>
/// <param name="Symbol">What the column <c>symbol</c> must hold.</param>
/// <param name="Venue">What stands between symbol and step, or null.</param>
/// <param name="Step">Length of a bar.</param>
internal sealed partial record CsvSeriesFile(
    string Path, string Name, CsvFolder Folder, string Symbol, string? Venue, TimeSpan Step)
{
    // Publishers of reference values: nobody deals at their prices.
    private static readonly string[] Publishers = ["ecb", "eia"];

    /// <summary>Whether the values come from a publisher, on its own days and not on the market's.</summary>
    public bool IsPublished => Publishers.Contains(Venue, StringComparer.Ordinal);

    /// <summary>Whether the instrument may be traded, or only informs.</summary>
    public bool Tradable => Folder.Tradable && !IsPublished;

    /// <summary>Whether bars carry a date.</summary>
    public bool IsDaily => Step == TimeSpan.FromDays(1);

    /// <summary>
    /// The symbol that the desk uses: bare, or with the venue behind it where it only informs.
    /// </summary>
    public string DeskSymbol => Tradable || Venue is null ? Symbol : $"{Symbol}.{Venue}";

    /// <summary>What records call this source.</summary>
    public string Source => $"csv:{Name[..Name.LastIndexOf(".csv", StringComparison.Ordinal)]}";

    /// <summary>Whether a file's name says that it holds bars.</summary>
    public static bool IsSeriesName(string fileName) => NamePattern().IsMatch(fileName);

    /// <summary>Reads a file's name.</summary>
    /// <returns>The file, or null when its name is not <c>SYMBOL[.venue].STEP.csv[.gz]</c>.</returns>
    public static CsvSeriesFile? Parse(string path, string name, CsvFolder folder)
    {
        Match match = NamePattern().Match(System.IO.Path.GetFileName(path));
        if (!match.Success
            || !int.TryParse(match.Groups["n"].ValueSpan, CultureInfo.InvariantCulture, out int n)
            || n > 1_000)
        {
            return null;
        }

        TimeSpan step = match.Groups["unit"].Value switch
        {
            "m" => TimeSpan.FromMinutes(n),
            "h" => TimeSpan.FromHours(n),
            _ => TimeSpan.FromDays(n),
        };
        string? venue = match.Groups["venue"].Success ? match.Groups["venue"].Value : null;
        return new(path, name, folder, match.Groups["symbol"].Value, venue, step);
    }

    /// <summary>Describes the instrument by its market's catalogue file.</summary>
    public Instrument Describe(Market market, string symbol)
    {
        Instrument instrument = market.Describe(symbol, Tradable);
        return Folder.IsIndex ? instrument with { Kind = InstrumentKind.Index } : instrument;
    }

    // A venue starts small or with a digit, so that the B of BRK.B stays in the symbol.
    [GeneratedRegex(@"^(?<symbol>[A-Za-z0-9^_.\-]+?)(\.(?<venue>[a-z0-9][A-Za-z0-9_\-]*))?"
        + @"\.(?<n>[1-9][0-9]*)(?<unit>[mhd])\.csv(\.gz)?$", RegexOptions.CultureInvariant)]
    private static partial Regex NamePattern();
}
