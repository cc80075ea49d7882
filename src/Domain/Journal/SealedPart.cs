namespace TradingBase.Journal;

/// <summary>The part of a stream that one month's seal covers.</summary>
/// <param name="Stream">Which stream.</param>
/// <param name="From">The first line that no earlier seal covers.</param>
/// <param name="To">The last line that the seal covers.</param>
/// <param name="Hash">Hash of that line, which stands for all lines before it.</param>
public sealed record SealedPart(string Stream, long From, long To, string Hash)
{
    /// <summary>How many lines that are.</summary>
    internal long Lines => To - From + 1;

    /// <summary>Partition of a month's rows, one per stream.</summary>
    internal static string Partition(string month) => $"journal-seal:{month}";
}
