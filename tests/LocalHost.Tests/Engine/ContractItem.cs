namespace TradingBase.LocalHost.Tests.Engine;

/// <summary>One thing that a durable engine has to do.</summary>
/// <param name="Number">Of the contract's list.</param>
/// <param name="Title">What it is, in short.</param>
/// <param name="Note">What of it is refused or does not apply here, and why; null for nothing.</param>
/// <param name="Proof">Another item whose tests prove a refusal; null for its own.</param>
public sealed record ContractItem(int Number, string Title, string? Note = null, int? Proof = null);
