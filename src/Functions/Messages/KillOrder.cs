using TradingBase.Desk;

namespace TradingBase.Functions.Messages;

/// <summary>What a kill is started with.</summary>
/// <param name="Request">Who asked for what.</param>
/// <param name="Venues">Names of the brokers that orders go to.</param>
public sealed record KillOrder(KillRequest Request, IReadOnlyList<string> Venues);
