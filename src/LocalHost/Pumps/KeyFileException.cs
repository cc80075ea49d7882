namespace TradingBase.LocalHost.Pumps;

/// <summary>The host's keys are not to be used as they are: wrong, too short, or open to others.</summary>
/// <param name="place">The file, or the environment variable.</param>
/// <param name="why">What is wrong and what was expected; never the key.</param>
/// <param name="innerException">What was caught, or null.</param>
internal sealed class KeyFileException(string place, string why, Exception? innerException = null)
    : TradingBaseException($"{place}: {why}", innerException)
{
    /// <summary>The file, or the environment variable.</summary>
    public string Place { get; } = place;
}
