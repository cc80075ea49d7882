namespace TradingBase.LocalHost.Pumps;

/// <summary>The host cannot listen on its port.</summary>
/// <param name="port">1 to 65535.</param>
/// <param name="why">What the operating system said.</param>
/// <param name="innerException">What was caught.</param>
internal sealed class PortInUseException(int port, string why, Exception innerException)
    : TradingBaseException(
        $"Port {port} on the loopback address is not to be had ({why}). "
        + "Choose another one, or end what listens there.",
        innerException)
{
    /// <summary>The port.</summary>
    public int Port { get; } = port;
}
