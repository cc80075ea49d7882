namespace TradingBase;

/// <summary>A row does not hold what was written into it: somebody else changed the store.</summary>
/// <param name="partition">Whose row.</param>
/// <param name="key">Which row.</param>
/// <param name="why">What does not fit.</param>
/// <param name="innerException">What was caught, or null.</param>
public sealed class StateDamagedException(
    string partition, string key, string why, Exception? innerException = null)
    : TradingBaseException($"Row '{key}' of partition '{partition}' is damaged: {why}", innerException)
{
    /// <summary>Whose row.</summary>
    public string Partition { get; } = partition;

    /// <summary>Which row.</summary>
    public string Key { get; } = key;
}
