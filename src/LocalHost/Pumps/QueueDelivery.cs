namespace TradingBase.LocalHost.Pumps;

/// <summary>A message in a consumer's hands, until its visibility time is over.</summary>
/// <param name="Id">The message's own; the same at each delivery.</param>
/// <param name="PopReceipt">Proves this delivery; a later delivery or renewal makes it worthless.</param>
/// <param name="Body">What was sent.</param>
/// <param name="DequeueCount">How many times it was handed out, this one included; 1 or more.</param>
/// <param name="InsertedAt">UTC.</param>
/// <param name="ExpiresAt">UTC; from then on the queue may drop it.</param>
/// <param name="NextVisibleAt">UTC; from then on another consumer may get it.</param>
/// <param name="Reason">Why it was moved here from another queue; null when it was not, or nobody kept
/// it.</param>
/// <param name="Fault">Why the body could not be decoded, in which case it is the text as found; else
/// null.</param>
internal sealed record QueueDelivery(
    string Id,
    string PopReceipt,
    BinaryData Body,
    long DequeueCount,
    DateTimeOffset InsertedAt,
    DateTimeOffset ExpiresAt,
    DateTimeOffset NextVisibleAt,
    string? Reason = null,
    string? Fault = null);
