using System.Security.Cryptography;
using TradingBase.Markets;

namespace TradingBase.Adapters.MarketData;

/// <summary>Reads every file of bars in a folder and says what each holds, or why it is refused.</summary>
/// <param name="markets">The catalogue.</param>
/// <remarks>
/// Thread-safe; keeps nothing. It reads all steps, where a <see cref="CsvFeed"/> takes daily bars.
/// </remarks>
public sealed class DataChecker(IEnumerable<Market> markets) : IDataChecker
{
    private readonly Dictionary<string, Market> _markets =
        markets.ToDictionary(market => market.Name, StringComparer.Ordinal);

    /// <inheritdoc/>
    public DataReport Check(
        string folder, IProgress<SeriesCheck>? progress, CancellationToken cancellationToken)
    {
        List<SeriesCheck> checks = [];
        foreach (SeriesCheck check in Walk(folder))
        {
            cancellationToken.ThrowIfCancellationRequested();
            progress?.Report(check);
            checks.Add(check);
        }

        return new(folder, [.. checks.OrderBy(check => check.File, StringComparer.Ordinal)]);
    }

    private IEnumerable<SeriesCheck> Walk(string folder)
    {
        CsvLibrary? library = null;
        MarketDataException? unopened = null;
        try
        {
            library = CsvLibrary.Open(folder);
        }
        catch (MarketDataException fault)
        {
            unopened = fault;
        }

        if (library is null)
        {
            yield return Refused(folder, unopened!);
            yield break;
        }

        foreach (MarketDataException fault in library.Faults)
        {
            yield return Refused(folder, fault);
        }

        HashSet<string> found = [.. library.Files.Select(file => file.Name)];
        foreach (string absent in library.Manifest.Entries.Keys.Where(name => !found.Contains(name)))
        {
            yield return Empty(absent) with
            {
                Fault = new(null, null, "The manifest names it, but it is not there."),
            };
        }

        foreach (CsvSeriesFile file in library.Files)
        {
            yield return CheckFile(file, library.Manifest.Find(file));
        }
    }

    private SeriesCheck CheckFile(CsvSeriesFile file, CsvManifest.Entry? entry)
    {
        SeriesCheck check = Empty(file.Name) with
        {
            Instrument = new(file.DeskSymbol, file.Folder.Market),
            Step = file.Step,
        };
        if (!_markets.TryGetValue(file.Folder.Market, out Market? market))
        {
            return check with
            {
                Fault = new(null, null, $"The catalogue has no market '{file.Folder.Market}'."),
            };
        }

        try
        {
            Bar[] bars = new CsvSeriesReader(file, market, entry?.KnownAt ?? KnownAtRule.OfMarket).Read();
            return Contradiction(file, entry, bars.Length) is { } contradiction
                ? check with { Fault = new(null, null, contradiction), ManifestAgrees = false }
                : check with
                {
                    Rows = bars.Length,
                    First = bars[0].Start,
                    Last = bars[^1].Start,
                    ZeroVolumes = bars.Count(bar => bar.Volume == 0),
                    Gaps = bars.Zip(bars.Skip(1)).Count(pair => IsGap(file, market, pair.First, pair.Second)),
                    ManifestAgrees = entry is { Sha256: null, Rows: null } or null ? null : true,
                };
        }
        catch (MarketDataException fault)
        {
            return check with { Fault = DataFault.From(fault) };
        }
    }

    private static string? Contradiction(CsvSeriesFile file, CsvManifest.Entry? entry, int rows)
    {
        if (entry?.Rows is { } expected && expected != rows)
        {
            return $"The file holds {rows} bars; the manifest says {expected}.";
        }

        if (entry?.Sha256 is { } stated)
        {
            using FileStream stored = File.OpenRead(file.Path);
            string hash = Convert.ToHexStringLower(SHA256.HashData(stored));
            return hash == stated ? null : $"The file's SHA-256 is {hash}; the manifest says {stated}.";
        }

        return null;
    }

    private static bool IsGap(CsvSeriesFile file, Market market, Bar before, Bar after)
    {
        DateTimeOffset end = before.Start + file.Step;
        if (after.Start <= end)
        {
            return false;
        }

        // A publisher has its own holidays, which no calendar here knows; weekdays are the nearest to a rule.
        return file.IsPublished
            ? NextWeekday(end) < after.Start
            : market.NextOpen(end) < after.Start;
    }

    private static DateTimeOffset NextWeekday(DateTimeOffset day) => day.DayOfWeek switch
    {
        DayOfWeek.Saturday => day.AddDays(2),
        DayOfWeek.Sunday => day.AddDays(1),
        _ => day,
    };

    private static SeriesCheck Refused(string folder, MarketDataException fault) =>
        Empty(Path.GetRelativePath(folder, fault.Place).Replace(Path.DirectorySeparatorChar, '/')) with
        {
            Fault = DataFault.From(fault),
        };

    private static SeriesCheck Empty(string file) => new(file, null, null, 0, null, null, 0, 0, null, null);
}
