namespace TradingBase.Compute;

/// <summary>One question to a model.</summary>
/// <param name="Id">Idempotency key: the same question of the same decision has the same id.</param>
/// <param name="Role">Who asks, such as <c>research-analyst</c>.</param>
/// <param name="PromptVersion">Version of the wording, kept in the record.</param>
/// <param name="Instructions">What the model shall do; the system message.</param>
/// <param name="Input">The computed features as JSON; never raw guesses.</param>
/// <param name="Schema">JSON schema that the answer must keep.</param>
/// <param name="MaxOutputTokens">Upper bound of the answer, tokens; greater than zero.</param>
/// <param name="Priority">How urgent it is.</param>
/// <param name="Deadline">When an answer is worth nothing any more, wall clock, UTC.</param>
public sealed record InferenceRequest(
    string Id, string Role, string PromptVersion, string Instructions, string Input, string Schema,
    int MaxOutputTokens, InferencePriority Priority, DateTimeOffset Deadline)
{
    /// <summary>Names of the endpoints that may answer, or null for all.</summary>
    public IReadOnlyList<string>? Endpoints { get; init; }

    /// <summary>The market whose budget pays beside the desk's, or null.</summary>
    public string? Market { get; init; }

    /// <summary>The analyst whose budget pays beside the desk's, or null.</summary>
    public string? Analyst { get; init; }

    /// <summary>
    /// Names what the question begins with and shares with others; an endpoint that answered one of them may
    /// have it cached. Null shares nothing.
    /// </summary>
    public string? PrefixKey { get; init; }
}
