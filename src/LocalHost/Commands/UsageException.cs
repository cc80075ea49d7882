namespace TradingBase.LocalHost.Commands;

/// <summary>A command was asked for something that makes no sense; nothing was started.</summary>
/// <param name="message">What was found and what was expected.</param>
internal sealed class UsageException(string message) : TradingBaseException(message);
