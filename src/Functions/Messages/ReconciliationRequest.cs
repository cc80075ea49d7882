namespace TradingBase.Functions.Messages;

/// <summary>Asks for all venues in use to be compared with the books.</summary>
/// <param name="Venues">Names of their brokers.</param>
/// <param name="RequestedBy">Which trigger or person asked.</param>
public sealed record ReconciliationRequest(IReadOnlyList<string> Venues, string RequestedBy)
{
    /// <summary>The one instance: a run that is under way is not joined by another.</summary>
    public const string InstanceId = "reconciliation";
}
