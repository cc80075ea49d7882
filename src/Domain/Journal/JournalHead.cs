namespace TradingBase.Journal;

/// <summary>The whole journal in one hash.</summary>
/// <param name="Entries">Lines in all streams.</param>
/// <param name="Head">SHA-256 over the sorted (stream, head) pairs, 64 lower-case hexadecimal digits.</param>
public sealed record JournalHead(long Entries, string Head);
