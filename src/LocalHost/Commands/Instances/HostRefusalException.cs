namespace TradingBase.LocalHost.Commands.Instances;

/// <summary>The host did not do what it was asked for, or did not answer.</summary>
/// <param name="message">What it said.</param>
/// <param name="innerException">Why there was no answer; null where there was one.</param>
internal sealed class HostRefusalException(string message, Exception? innerException)
    : TradingBaseException(message, innerException);
