namespace TradingBase.Journal;

/// <summary>One line of a journal stream, chained to the line before it.</summary>
/// <param name="Stream">Such as <c>cycle:…</c>, <c>order:…</c>, <c>desk</c>.</param>
/// <param name="Sequence">1 for the first line of the stream.</param>
/// <param name="Key">
/// What makes a second append of the same event no second line; unique in the stream.
/// </param>
/// <param name="Kind">What happened, such as <c>order-intended</c>.</param>
/// <param name="DeskTime">UTC.</param>
/// <param name="Body">
/// Canonical JSON; holds no signature, duration, host or process, so equal decisions hash alike.
/// </param>
/// <param name="PreviousHash">Hash of the line before, or 64 zeros.</param>
/// <param name="Hash">SHA-256 over all of the above, 64 lower-case hexadecimal digits.</param>
public sealed record JournalEntry(
    string Stream, long Sequence, string Key, string Kind, DateTimeOffset DeskTime, string Body,
    string PreviousHash, string Hash);
