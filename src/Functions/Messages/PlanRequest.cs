namespace TradingBase.Functions.Messages;

/// <summary>What the plan is made from.</summary>
/// <param name="Request">What was asked for.</param>
/// <param name="Now">The orchestration's present, UTC.</param>
public sealed record PlanRequest(CycleRequest Request, DateTimeOffset Now);
