namespace TradingBase.Compute;

/// <summary>A piece of a streamed answer.</summary>
/// <param name="Text">What came; may be empty.</param>
/// <param name="Usage">What the whole answer used; on the last piece only.</param>
public sealed record InferenceChunk(string Text, InferenceUsage? Usage = null);
