namespace TradingBase.Markets;

/// <summary>Reads a whole folder of bars and says what each file holds, or why it is refused.</summary>
public interface IDataChecker
{
    /// <summary>Checks a folder; a wrong file does not end the walk.</summary>
    /// <param name="folder">Root of the layout.</param>
    /// <param name="progress">Told of each file when it is done; may be null.</param>
    /// <param name="cancellationToken">Ends the walk.</param>
    /// <returns>One entry for each file, and for each wrong name.</returns>
    DataReport Check(string folder, IProgress<SeriesCheck>? progress, CancellationToken cancellationToken);
}
