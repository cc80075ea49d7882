using TradingBase.Markets;

namespace TradingBase.Adapters.MarketData;

/// <summary>What a root folder holds: its files of bars, its manifest, and what is wrong with their names.</summary>
/// <param name="Files">In ordinal order of their names.</param>
/// <param name="Manifest">Empty when there is none.</param>
/// <param name="Faults">What cannot be told apart or placed; a feed refuses the folder for the first of them.</param>
internal sealed record CsvLibrary(
    IReadOnlyList<CsvSeriesFile> Files, CsvManifest Manifest, IReadOnlyList<MarketDataException> Faults)
{
    /// <summary>Looks through a folder without opening a file of bars.</summary>
    /// <exception cref="MarketDataException">There is no such folder, or its manifest is unreadable.</exception>
    public static CsvLibrary Open(string root)
    {
        if (!Directory.Exists(root))
        {
            throw new MarketDataException(root, null, null, "There is no such folder.");
        }

        List<CsvSeriesFile> files = [];
        List<MarketDataException> faults = [];
        foreach (string path in Enumerate(root))
        {
            string name = Path.GetRelativePath(root, path).Replace(Path.DirectorySeparatorChar, '/');
            string folderName = name.Contains('/', StringComparison.Ordinal) ? name[..name.LastIndexOf('/')] : "";
            CsvFolder? folder = CsvFolder.Find(folderName);
            if (folder is null)
            {
                // Other tables (rates, calendars) lie beside the bars; only a file of bars must have its place.
                if (CsvSeriesFile.IsSeriesName(Path.GetFileName(path)))
                {
                    faults.Add(new(path, null, null,
                        $"The folder '{folderName}' is unknown; bars lie in one of {CsvFolder.Names}."));
                }
            }
            else if (CsvSeriesFile.Parse(path, name, folder) is { } file)
            {
                files.Add(file);
            }
            else
            {
                faults.Add(new(path, null, null,
                    "The name is not SYMBOL[.venue].STEP.csv[.gz] with a step such as 1d, 1h or 5m."));
            }
        }

        if (files.Count == 0 && faults.Count == 0)
        {
            faults.Add(new(root, null, null, $"The folder holds no bars; they lie in one of {CsvFolder.Names}."));
        }

        return new(files, CsvManifest.Read(root), faults);
    }

    /// <summary>Names the daily series as the desk does; what only informs gives way to what can be traded.</summary>
    /// <returns>Symbol and file by market and symbol.</returns>
    /// <exception cref="MarketDataException">Two files hold the same series.</exception>
    public IReadOnlyDictionary<InstrumentId, CsvSeriesFile> DailySeries()
    {
        if (Faults.Count > 0)
        {
            throw Faults[0];
        }

        Dictionary<InstrumentId, CsvSeriesFile> series = [];
        foreach (CsvSeriesFile file in Files.Where(file => file.IsDaily).OrderByDescending(file => file.Tradable))
        {
            InstrumentId id = new(file.DeskSymbol, file.Folder.Market);
            if (!file.Tradable && series.ContainsKey(id))
            {
                id = new($"{file.DeskSymbol}.{file.Folder.Suffix}", file.Folder.Market);
            }

            if (!series.TryAdd(id, file))
            {
                throw new MarketDataException(
                    file.Path, null, null, $"{id} is there twice, the other time in {series[id].Name}.");
            }
        }

        return series;
    }

    private static IEnumerable<string> Enumerate(string root) =>
        Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)
            .Where(path => path.EndsWith(".csv", StringComparison.Ordinal)
                || path.EndsWith(".csv.gz", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);
}
