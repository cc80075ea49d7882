using System.Net;
using System.Text;

namespace TradingBase.Adapters.Tests.Http;

/// <summary>
/// A venue in this process: answers each request by the first rule that fits, and remembers all.
/// </summary>
internal sealed class ScriptedVenue : HttpMessageHandler
{
    private readonly Lock _gate = new();
    private readonly List<(string Start, Func<Seen, HttpResponseMessage> Answer, int Times)> _rules = [];
    private readonly List<Seen> _seen = [];

    /// <summary>Every request, oldest first.</summary>
    internal IReadOnlyList<Seen> Requests
    {
        get
        {
            lock (_gate)
            {
                return [.. _seen];
            }
        }
    }

    /// <summary>Answers requests whose method and path begin so; a later rule comes first.</summary>
    internal ScriptedVenue On(
        string start, string body, HttpStatusCode status = HttpStatusCode.OK, int times = int.MaxValue,
        params (string Name, string Value)[] headers) =>
        On(start, _ => Answer(body, status, headers), times);

    /// <summary>Answers with whatever a test makes of the request; a throw is a broken line.</summary>
    internal ScriptedVenue On(string start, Func<Seen, HttpResponseMessage> answer, int times = int.MaxValue)
    {
        lock (_gate)
        {
            _rules.Insert(0, (start, answer, times));
        }

        return this;
    }

    /// <summary>How many requests began so.</summary>
    internal int Count(string start) =>
        Requests.Count(
            seen => $"{seen.Method} {seen.PathAndQuery}".StartsWith(start, StringComparison.Ordinal));

    /// <summary>Makes a JSON answer.</summary>
    internal static HttpResponseMessage Answer(
        string body, HttpStatusCode status = HttpStatusCode.OK, params (string Name, string Value)[] headers)
    {
        HttpResponseMessage answer = new(status)
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        foreach ((string name, string value) in headers)
        {
            answer.Headers.TryAddWithoutValidation(name, value);
        }

        return answer;
    }

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        string body = request.Content is null
            ? ""
            : await request.Content.ReadAsStringAsync(cancellationToken);
        Seen seen = new(
            request.Method.Method, request.RequestUri!.PathAndQuery, body,
            request.Headers.ToDictionary(header => header.Key, header => string.Join(',', header.Value)));
        Func<Seen, HttpResponseMessage>? answer = null;
        lock (_gate)
        {
            _seen.Add(seen);
            string line = $"{seen.Method} {seen.PathAndQuery}";
            int place = _rules.FindIndex(rule =>
                rule.Times > 0 && line.StartsWith(rule.Start, StringComparison.Ordinal));
            if (place >= 0)
            {
                _rules[place] = _rules[place] with { Times = _rules[place].Times - 1 };
                answer = _rules[place].Answer;
            }
        }

        return answer is not null
            ? answer(seen)
            : throw new InvalidOperationException($"Nobody expected {seen.Method} {seen.PathAndQuery}.");
    }

    /// <summary>One request as the venue saw it.</summary>
    internal sealed record Seen(
        string Method, string PathAndQuery, string Body, IReadOnlyDictionary<string, string> Headers)
    {
        /// <summary>A field of the query, decoded, or null.</summary>
        internal string? Query(string name) => PathAndQuery.Split('?', 2) is [_, var query]
            ? query.Split('&').Select(pair => pair.Split('=', 2))
                .Where(pair => pair[0] == name)
                .Select(pair => Uri.UnescapeDataString(pair[1])).FirstOrDefault()
            : null;
    }
}
