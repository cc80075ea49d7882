namespace TradingBase.Compute;

/// <summary>A piece of a streamed answer.</summary>
/// <param name="Text">
/// What came; may be empty. The first piece with text ends the wait for a first token.
/// </param>
/// <param name="Usage">What the whole answer used; on the last piece only.</param>
/// <param name="Room">What the endpoint says that it could still take; where it says so.</param>
public sealed record InferenceChunk(string Text, InferenceUsage? Usage = null, EndpointRoom? Room = null);
