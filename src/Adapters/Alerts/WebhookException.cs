namespace TradingBase.Adapters.Alerts;

/// <summary>A webhook did not take an alert.</summary>
/// <param name="host">Whose it is; the rest of its address is a secret.</param>
/// <param name="attempts">How often it was tried.</param>
/// <param name="why">What the last attempt met.</param>
public sealed class WebhookException(string host, int attempts, string why)
    : TradingBaseException($"The webhook at {host} did not take the alert in {attempts} attempts: {why}")
{
    /// <summary>Whose it is.</summary>
    public string Host { get; } = host;

    /// <summary>How often it was tried.</summary>
    public int Attempts { get; } = attempts;
}
