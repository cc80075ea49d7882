namespace TradingBase.LocalHost.Engine;

/// <summary>Work that was begun so often that it is not begun again: each time the process ended
/// first.</summary>
/// <param name="work">The activity with its number, or the orchestration's step.</param>
/// <param name="instanceId">Whose work it is.</param>
/// <param name="attempts">How often it was begun.</param>
public sealed class PoisonWorkException(string work, string instanceId, int attempts)
    : TradingBaseException(
        $"{work} of instance '{instanceId}' was begun {attempts} times, and each time the process ended "
        + "before it did; it is not begun again.")
{
    /// <summary>Whose work it is.</summary>
    public string InstanceId { get; } = instanceId;

    /// <summary>How often it was begun.</summary>
    public int Attempts { get; } = attempts;
}
