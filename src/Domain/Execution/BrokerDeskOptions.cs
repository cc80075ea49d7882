namespace TradingBase.Execution;

/// <summary>Which broker serves which market; read from configuration.</summary>
public sealed record BrokerDeskOptions
{
    /// <summary>Broker of every market that is not named.</summary>
    /// <value>The default is <c>paper</c>.</value>
    public string DefaultBroker { get; init; } = "paper";

    /// <summary>Brokers by the market's name.</summary>
    public IReadOnlyDictionary<string, string> Brokers { get; init; } = new Dictionary<string, string>();
}
