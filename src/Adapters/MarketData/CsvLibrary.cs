using TradingBase.Markets;

namespace TradingBase.Adapters.MarketData;

/// <summary>
/// What a root folder holds: its files of bars, its manifest, and what is wrong before a file is opened.
/// </summary>
/// <param name="Files">In ordinal order of their names.</param>
/// <param name="Daily">The files of daily bars by the name that the desk gives them.</param>
/// <param name="Manifest">Empty when there is none.</param>
/// <param name="Faults">Names that cannot be placed or told apart, or an unreadable manifest.</param>
internal sealed record CsvLibrary(
    IReadOnlyList<CsvSeriesFile> Files,
    IReadOnlyDictionary<InstrumentId, CsvSeriesFile> Daily,
    CsvManifest Manifest,
    IReadOnlyList<MarketDataException> Faults)
{
    /// <summary>Looks through a folder.</summary>
    /// <exception cref="MarketDataException">There is no such folder, or it cannot be listed.</exception>
    public static CsvLibrary Open(string root)
    {
        List<MarketDataException> faults = [];
        List<CsvSeriesFile> files = [];
        foreach (string path in Enumerate(root))
        {
            if (Place(root, path, faults) is { } file)
            {
                files.Add(file);
            }
        }

        if (files.Count == 0 && faults.Count == 0)
        {
            faults.Add(new(
                root, null, null, $"The folder holds no bars; they lie in one of {CsvFolder.Names}."));
        }

        return new(files, NameDaily(files, faults), ReadManifest(root, faults), faults);
    }

    private static string[] Enumerate(string root)
    {
        if (!Directory.Exists(root))
        {
            throw new MarketDataException(root, null, null, "There is no such folder.");
        }

        try
        {
            return
            [
                .. Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)
                    .Where(path => path.EndsWith(".csv", StringComparison.Ordinal)
                        || path.EndsWith(".csv.gz", StringComparison.Ordinal))
                    .Order(StringComparer.Ordinal),
            ];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new MarketDataException(root, null, null, error.Message, error);
        }
    }

    private static CsvSeriesFile? Place(string root, string path, List<MarketDataException> faults)
    {
        string name = Path.GetRelativePath(root, path).Replace(Path.DirectorySeparatorChar, '/');
        int slash = name.LastIndexOf('/');
        string folderName = slash < 0 ? "." : name[..slash];
        CsvFolder? folder = CsvFolder.Find(folderName);
        CsvSeriesFile? file = folder is null ? null : CsvSeriesFile.Parse(path, name, folder);
        if (file is null && folder is not null)
        {
            faults.Add(new(path, null, null,
                "The name is not SYMBOL[.venue].STEP.csv[.gz] with a step such as 1d, 1h or 5m."));
        }
        else if (folder is null && CsvSeriesFile.IsSeriesName(Path.GetFileName(path)))
        {
            // Other tables (rates, calendars) lie beside the bars; only a file of bars must have its place.
            faults.Add(new(path, null, null,
                $"The folder '{folderName}' is unknown; bars lie in one of {CsvFolder.Names}."));
        }

        return file;
    }

    // What only informs gives way to what can be traded: AMZN of equity_adjclose is AMZN.adjclose where
    // equity/AMZN is there too.
    private static Dictionary<InstrumentId, CsvSeriesFile> NameDaily(
        List<CsvSeriesFile> files, List<MarketDataException> faults)
    {
        Dictionary<InstrumentId, CsvSeriesFile> daily = [];
        foreach (CsvSeriesFile file in files.Where(f => f.IsDaily).OrderByDescending(f => f.Tradable))
        {
            InstrumentId id = new(file.DeskSymbol, file.Folder.Market);
            if (!file.Tradable && daily.ContainsKey(id))
            {
                id = new($"{file.DeskSymbol}.{file.Folder.Suffix}", file.Folder.Market);
            }

            if (!daily.TryAdd(id, file))
            {
                faults.Add(new(
                    file.Path, null, null, $"{id} is there twice, the other time in {daily[id].Name}."));
            }
        }

        return daily;
    }

    private static CsvManifest ReadManifest(string root, List<MarketDataException> faults)
    {
        try
        {
            return CsvManifest.Read(root);
        }
        catch (MarketDataException fault)
        {
            faults.Add(fault);
            return CsvManifest.Empty;
        }
    }
}
