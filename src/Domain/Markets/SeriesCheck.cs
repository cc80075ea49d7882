namespace TradingBase.Markets;

/// <summary>What <c>data check</c> found in one file.</summary>
/// <param name="File">Path below the folder that was checked, with slashes.</param>
/// <param name="Instrument">What the desk calls the series, or null where the name does not tell.</param>
/// <param name="Step">Length of a bar, or null.</param>
/// <param name="Rows">How many bars; 0 when the file is refused.</param>
/// <param name="First">Start of the oldest bar, UTC, or null.</param>
/// <param name="Last">Start of the newest bar, UTC, or null.</param>
/// <param name="ZeroVolumes">Bars whose volume is not reported.</param>
/// <param name="Gaps">Places where trading time (a publisher's weekdays) lies between two bars.</param>
/// <param name="ManifestAgrees">
/// Whether the manifest's hash and count are the file's; null when it names neither.
/// </param>
/// <param name="Fault">Why the file is refused, or null.</param>
public sealed record SeriesCheck(
    string File, InstrumentId? Instrument, TimeSpan? Step, int Rows,
    DateTimeOffset? First, DateTimeOffset? Last, int ZeroVolumes, int Gaps, bool? ManifestAgrees,
    DataFault? Fault)
{
    /// <summary>Whether a feed would take the file, and the manifest does not contradict it.</summary>
    public bool Ok => Fault is null;
}
