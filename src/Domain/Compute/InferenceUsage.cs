namespace TradingBase.Compute;

/// <summary>What an answer used.</summary>
/// <param name="InputTokens">Tokens read, cached ones among them; zero or more.</param>
/// <param name="OutputTokens">Tokens written, hidden reasoning among them; zero or more.</param>
/// <param name="CachedInputTokens">
/// Of the tokens read, those that the provider had kept from an earlier call; at most all.
/// </param>
public readonly record struct InferenceUsage(
    int InputTokens, int OutputTokens, int CachedInputTokens = 0);
