using System.Globalization;

namespace TradingBase.Compute;

/// <summary>Decides which endpoint answers: the cheapest healthy one with room.</summary>
/// <remarks>
/// Pure. Cheap means price × this request's tokens, its output taken at its upper bound. What answers in
/// process has
/// no model behind it and costs nothing, so it would always win: it is a last resort, taken when no other is
/// able.
/// Ties go to the name that comes first.
/// </remarks>
public static class Router
{
    private const int CharactersPerToken = 4;

    /// <summary>Chooses.</summary>
    /// <param name="request">The question.</param>
    /// <param name="endpoints">How the endpoints stand, in any order.</param>
    /// <param name="now">When, UTC.</param>
    /// <param name="tried">Names of those that failed this request already.</param>
    /// <returns>The choice, or none, with every candidate.</returns>
    public static RouteDecision Choose(
        InferenceRequest request, IReadOnlyList<EndpointState> endpoints, DateTimeOffset now,
        IReadOnlySet<string> tried)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(tried);
        int inputTokens = EstimateInputTokens(request);
        RouteCandidate[] candidates = [.. endpoints
            .Select(state => new RouteCandidate(
                state.Endpoint.Name,
                state.Endpoint.PriceOf(new(inputTokens, request.MaxOutputTokens)),
                state.IsHealthy(now),
                state.Room,
                state.Endpoint.InProcess,
                tried.Contains(state.Endpoint.Name)
                    || request.Endpoints?.Contains(state.Endpoint.Name) is false,
                state.ClosedUntil))
            .OrderByDescending(candidate => candidate.Able)
            .ThenBy(candidate => candidate.LastResort)
            .ThenBy(candidate => candidate.ExpectedUsd)
            .ThenBy(candidate => candidate.Endpoint, StringComparer.Ordinal)];
        string? chosen = candidates.Length > 0 && candidates[0].Able ? candidates[0].Endpoint : null;
        return new(chosen, candidates, Explain(candidates, chosen));
    }

    /// <summary>Guesses how many tokens a request's text is.</summary>
    /// <returns>Tokens, rounded up; about four characters each.</returns>
    public static int EstimateInputTokens(InferenceRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        int characters = request.Instructions.Length + request.Input.Length + request.Schema.Length;
        return TokensOf(characters);
    }

    /// <summary>What a call costs at most, before it is made.</summary>
    /// <returns>US dollars: the estimated input and the whole of the output that is allowed.</returns>
    public static decimal WorstUsd(InferenceRequest request, Endpoint endpoint)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(endpoint);
        return endpoint.PriceOf(new(EstimateInputTokens(request), request.MaxOutputTokens));
    }

    /// <summary>What a call was billed, as far as it is known.</summary>
    /// <param name="request">The question.</param>
    /// <param name="endpoint">Who was asked.</param>
    /// <param name="usage">What it told, or null where its stream broke off before.</param>
    /// <param name="characters">How much text came; zero or more.</param>
    /// <returns>
    /// US dollars. Without usage nothing where nothing came, else the estimated tokens of question and text:
    /// providers bill what they wrote.
    /// </returns>
    public static decimal BilledUsd(
        InferenceRequest request, Endpoint endpoint, InferenceUsage? usage, int characters)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        return usage is { } told ? endpoint.PriceOf(told)
            : characters == 0 ? 0m
            : endpoint.PriceOf(new(EstimateInputTokens(request), TokensOf(characters)));
    }

    private static int TokensOf(int characters) =>
        (characters + CharactersPerToken - 1) / CharactersPerToken;

    private static string Explain(RouteCandidate[] candidates, string? chosen)
    {
        int able = candidates.Count(candidate => candidate.Able);
        if (chosen is null)
        {
            return $"None of {candidates.Length} endpoints can take the request now.";
        }

        string kind = candidates[0].LastResort ? "the last resort, in process" : "the cheapest";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{chosen} is {kind} of {able} able of {candidates.Length} endpoints: "
            + $"{candidates[0].ExpectedUsd} USD at most.");
    }
}
