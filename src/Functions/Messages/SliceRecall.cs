namespace TradingBase.Functions.Messages;

/// <summary>Asks for a slice back.</summary>
/// <param name="SliceId">Its client order id.</param>
/// <param name="ParentId">The order that it is a slice of.</param>
public sealed record SliceRecall(string SliceId, string ParentId);
