namespace TradingBase;

/// <summary>A value is larger than the state store can hold in one row or one submit.</summary>
/// <param name="what">What was to be kept, such as the row's name.</param>
/// <param name="bytes">How large it is, bytes.</param>
/// <param name="limit">What the store takes, bytes.</param>
public sealed class StateTooLargeException(string what, long bytes, long limit)
    : TradingBaseException($"{what} has {bytes} bytes; the state store takes {limit}.")
{
    /// <summary>How large it is, bytes.</summary>
    public long Bytes { get; } = bytes;

    /// <summary>What the store takes, bytes.</summary>
    public long Limit { get; } = limit;
}
