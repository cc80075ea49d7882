namespace TradingBase.Compute;

/// <summary>A whole answer, with who gave it and what it cost.</summary>
/// <param name="RequestId">The question's id.</param>
/// <param name="Endpoint">Name of the endpoint that answered.</param>
/// <param name="Model">Which model.</param>
/// <param name="Text">The answer.</param>
/// <param name="Usage">Tokens used.</param>
/// <param name="Usd">What it cost, US dollars; zero or more.</param>
/// <param name="InProcess">Whether a heuristic in this process answered, no model.</param>
public sealed record InferenceReply(
    string RequestId, string Endpoint, string Model, string Text, InferenceUsage Usage, decimal Usd,
    bool InProcess);
