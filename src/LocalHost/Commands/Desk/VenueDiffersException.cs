namespace TradingBase.LocalHost.Commands.Desk;

/// <summary>A venue's account and the books were compared and do not agree, or could not be.</summary>
/// <param name="message">What was found, as sentences.</param>
internal sealed class VenueDiffersException(string message) : TradingBaseException(message);
