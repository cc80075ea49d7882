namespace TradingBase.Journal;

/// <summary>A month of the journal, closed: what the line of the stream <c>seals</c> says of it.</summary>
/// <param name="Month">Such as <c>2026-10</c>.</param>
/// <param name="Streams">How many streams have lines in it.</param>
/// <param name="Lines">How many lines it covers.</param>
/// <param name="LinesSoFar">Lines that this seal and all earlier ones cover.</param>
/// <param name="Head">
/// SHA-256 over the UTF-8 of the lines <c>["stream",from,to,"hash"]</c> and a line feed each, ordered by the
/// stream's row, ordinally; 64 lower-case hexadecimal digits.
/// </param>
public sealed record JournalSeal(string Month, long Streams, long Lines, long LinesSoFar, string Head)
{
    /// <summary>The stream that holds the seals; it is never sealed itself.</summary>
    public const string Stream = "seals";

    internal const string SealingKind = "month-sealing";
    internal const string SealedKind = "month-sealed";
    internal const string PruningKind = "month-pruning";
    internal const string PrunedKind = "month-pruned";

    /// <summary>Key of the line that says that a month is being sealed.</summary>
    internal static string SealingKey(string month) => $"sealing:{month}";

    /// <summary>Key of the line that says that a month's lines are being removed.</summary>
    internal static string PruningKey(string month) => $"pruning:{month}";

    /// <summary>Key of the line that says that a month's lines were removed.</summary>
    internal static string PrunedKey(string month) => $"pruned:{month}";
}
