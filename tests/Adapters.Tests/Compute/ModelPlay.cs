namespace TradingBase.Adapters.Tests.Compute;

/// <summary>How the server of the tests answers one question.</summary>
/// <param name="Status">
/// Status line, such as <c>200 OK</c>; <see cref="Cuts"/> hangs up without an answer, and
/// <see cref="Stalls"/> never gives one.
/// </param>
/// <param name="MediaType">What the body is.</param>
/// <param name="Body">What is sent, in order; each text is a packet of its own.</param>
internal sealed record ModelPlay(string Status, string MediaType, params IReadOnlyList<string> Body)
{
    /// <summary>In a body: says nothing more until the test opens the gate.</summary>
    internal const string Waits = "\0waits";

    /// <summary>In a body: says nothing more until the client has left.</summary>
    internal const string Stalls = "\0stalls";

    /// <summary>In a body: ends the connection in the middle.</summary>
    internal const string Cuts = "\0cuts";

    /// <summary>Headers beside those of the form.</summary>
    internal IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    /// <summary>A stream of events.</summary>
    internal static ModelPlay Stream(params IReadOnlyList<string> events) =>
        new("200 OK", "text/event-stream; charset=utf-8", events);

    /// <summary>A document.</summary>
    internal static ModelPlay Json(string status, string body) => new(status, "application/json", body);

    internal ModelPlay With(params IReadOnlyList<(string Name, string Value)> headers) =>
        this with { Headers = [.. Headers, .. headers] };
}
