namespace TradingBase.Functions.Messages;

/// <summary>Where a cycle's proposed orders are kept.</summary>
/// <param name="CycleId">Which cycle; also the record's id.</param>
/// <param name="DeskTime">UTC.</param>
/// <param name="Orders">How many.</param>
public sealed record ProposalReceipt(string CycleId, DateTimeOffset DeskTime, int Orders);
