namespace TradingBase.Journal;

/// <summary>Where a stream ends and what of it is sealed: one row beside its lines.</summary>
/// <param name="Sequence">The last line; 0 before the first.</param>
/// <param name="Hash">Its hash.</param>
/// <param name="SealedSequence">The last line that a month's seal covers; 0 without one.</param>
/// <param name="Listed">
/// Whether the stream is among the open ones. An append lists a sealed stream again; sealing takes it off
/// only while nobody appends, since both change this row.
/// </param>
/// <param name="FirstSequence">The first line that is kept; 1 unless earlier ones were removed.</param>
/// <param name="FirstPreviousHash">Hash of the line before that one.</param>
internal sealed record JournalTail(
    long Sequence, string Hash, long SealedSequence, bool Listed, long FirstSequence,
    string FirstPreviousHash)
{
    /// <summary>Key of the row; sorts after all lines and pointers.</summary>
    public const string Key = "t";

    /// <summary>The tail of a stream without lines.</summary>
    public static JournalTail Empty { get; } = new(0, JournalLine.NoHash, 0, false, 1, JournalLine.NoHash);
}
