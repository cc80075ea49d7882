namespace TradingBase.LocalHost.Engine;

/// <summary>An orchestration asks for, or is told, more at once than one commit may write.</summary>
/// <param name="bytes">How much its history would have grown, as far as it was counted.</param>
/// <param name="limit">The most that a step may add.</param>
public sealed class StepTooLargeException(long bytes, long limit) : TradingBaseException(
    $"A step would add {bytes} bytes or more to the history; {limit} bytes are the most that it may add.")
{
    /// <summary>How much the history would have grown, in bytes, as far as it was counted.</summary>
    public long Bytes { get; } = bytes;

    /// <summary>The most that a step may add, in bytes.</summary>
    public long Limit { get; } = limit;
}
