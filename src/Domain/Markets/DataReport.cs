namespace TradingBase.Markets;

/// <summary>What <c>data check</c> found in a folder.</summary>
/// <param name="Folder">Which folder.</param>
/// <param name="Series">One entry for each file, in ordinal order of their names.</param>
public sealed record DataReport(string Folder, IReadOnlyList<SeriesCheck> Series)
{
    /// <summary>All bars that were read and found right.</summary>
    public long Rows => Series.Sum(series => (long)series.Rows);

    /// <summary>How many files are refused.</summary>
    public int Refused => Series.Count(series => !series.Ok);

    /// <summary>Whether no file is refused.</summary>
    public bool Ok => Refused == 0;
}
