namespace TradingBase.Functions.Messages;

/// <summary>Body of requests that a person answers for.</summary>
/// <param name="By">The person.</param>
/// <param name="Why">A sentence.</param>
public sealed record PersonSays(string By, string Why)
{
    /// <summary>Says what is missing, or null.</summary>
    internal static string? FindMistake(string by, string why) =>
        string.IsNullOrWhiteSpace(by) ? "At $.by: the name of a person was expected."
        : string.IsNullOrWhiteSpace(why) ? "At $.why: a sentence was expected."
        : null;
}
