namespace TradingBase.LocalHost.Engine;

/// <summary>An input, output, status or event is longer than the engine takes.</summary>
/// <param name="bytes">Its length in UTF-8.</param>
/// <param name="limit">The longest that is taken.</param>
public sealed class PayloadTooLargeException(long bytes, long limit)
    : TradingBaseException(
        $"A payload of {bytes} bytes is longer than the {limit} bytes that the engine takes.")
{
    /// <summary>The payload's length in UTF-8.</summary>
    public long Bytes { get; } = bytes;

    /// <summary>The longest that is taken, in bytes.</summary>
    public long Limit { get; } = limit;
}
