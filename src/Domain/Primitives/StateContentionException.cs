namespace TradingBase;

/// <summary>Others changed the same rows again and again, and a change did not get its turn.</summary>
/// <param name="partition">Whose rows.</param>
/// <param name="attempts">How often it was tried.</param>
/// <remarks>Nothing of the change was kept; it may be tried again.</remarks>
public sealed class StateContentionException(string partition, int attempts)
    : TradingBaseException($"Partition {partition} was changed by others before each of {attempts} attempts.")
{
    /// <summary>Whose rows.</summary>
    public string Partition { get; } = partition;

    /// <summary>How often it was tried.</summary>
    public int Attempts { get; } = attempts;
}
