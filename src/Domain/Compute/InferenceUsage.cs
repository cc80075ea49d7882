namespace TradingBase.Compute;

/// <summary>What an answer used.</summary>
/// <param name="InputTokens">Tokens read; zero or more.</param>
/// <param name="OutputTokens">Tokens written; zero or more.</param>
public readonly record struct InferenceUsage(int InputTokens, int OutputTokens);
