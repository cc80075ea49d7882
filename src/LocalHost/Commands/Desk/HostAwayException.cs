namespace TradingBase.LocalHost.Commands.Desk;

/// <summary>Nobody answers where the host should be.</summary>
/// <param name="address">Where it was looked for.</param>
/// <param name="innerException">What was met.</param>
internal sealed class HostAwayException(Uri address, Exception innerException)
    : TradingBaseException($"No host of ours answers at {address}: {innerException.Message}", innerException);
