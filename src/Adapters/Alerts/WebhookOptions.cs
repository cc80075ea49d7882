using TradingBase.Adapters.Http;

namespace TradingBase.Adapters.Alerts;

/// <summary>Where alerts are posted to.</summary>
/// <param name="Url">Holds the address; whoever knows it may post there.</param>
/// <param name="Secret">Signs what is posted; null posts without a signature.</param>
public sealed record WebhookOptions(VenueSecret Url, VenueSecret? Secret = null)
{
    /// <summary>How long one attempt may take.</summary>
    /// <value>The default is ten seconds; greater than zero.</value>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How often it is tried altogether.</summary>
    /// <value>The default is 3; greater than zero.</value>
    public int Attempts { get; init; } = 3;

    /// <summary>The wait before the second attempt; each later one doubles it.</summary>
    /// <value>The default is half a second.</value>
    public TimeSpan FirstWait { get; init; } = TimeSpan.FromSeconds(0.5);
}
