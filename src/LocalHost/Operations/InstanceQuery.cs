using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Primitives;
using TradingBase.LocalHost.Engine.Reading;
using TradingBase.LocalHost.Pumps;

namespace TradingBase.LocalHost.Operations;

/// <summary>Reads what a query says of instances; what it says wrongly is named, not passed over.</summary>
/// <param name="query">The request's.</param>
internal sealed class InstanceQuery(IQueryCollection query)
{
    private static readonly string[] Filters =
        ["status", "name", "prefix", "createdFrom", "createdTo", "completedTo"];

    /// <summary>Whether anything is filtered.</summary>
    internal bool Filtered => Filters.Any(query.ContainsKey);

    /// <summary>Refuses names that mean nothing here: a filter written wrongly would mean more
    /// instances.</summary>
    /// <param name="others">What is known besides the filters.</param>
    /// <exception cref="BadHttpRequestException">There is such a name.</exception>
    internal void AllowOnly(params IReadOnlyList<string> others)
    {
        string[] known = [.. Filters, .. others];
        foreach (string name in query.Keys)
        {
            if (!known.Contains(name, StringComparer.OrdinalIgnoreCase) && name is not KeyGate.QueryName)
            {
                throw new BadHttpRequestException(
                    $"'{name}' in the query means nothing here; known are {string.Join(", ", known)}.");
            }
        }
    }

    /// <summary>Reads the filter.</summary>
    /// <exception cref="BadHttpRequestException">A value is not what it has to be.</exception>
    internal InstanceFilter Filter() => new()
    {
        Statuses = Statuses(query["status"]),
        Name = Text("name"),
        Prefix = Text("prefix"),
        CreatedFrom = Moment("createdFrom"),
        CreatedTo = Moment("createdTo"),
        CompletedTo = Moment("completedTo"),
    };

    /// <summary>Reads a whole number.</summary>
    /// <exception cref="BadHttpRequestException">It is none, or out of bounds.</exception>
    internal int Number(string name, int usual, int least, int most)
    {
        string? text = Text(name);
        return text is null ? usual
            : int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value)
                && value >= least && value <= most ? value
            : throw Wrong(name, text, $"a whole number from {least} to {most}");
    }

    /// <summary>Reads a yes or no; the name alone is yes.</summary>
    /// <exception cref="BadHttpRequestException">It is neither.</exception>
    internal bool Flag(string name)
    {
        if (!query.TryGetValue(name, out StringValues value))
        {
            return false;
        }

        string text = value.ToString();
        return text.Length == 0 ? true
            : bool.TryParse(text, out bool flag) ? flag
            : throw Wrong(name, text, "true or false");
    }

    /// <summary>Reads a text.</summary>
    /// <returns>Null when it is not given.</returns>
    internal string? Text(string name) => query[name] is { Count: > 0 } value ? value.ToString() : null;

    /// <summary>Reads one status.</summary>
    /// <returns>Null when there is no such status.</returns>
    internal static OrchestrationRuntimeStatus? Status(string text) =>
        Enum.TryParse(text, ignoreCase: true, out OrchestrationRuntimeStatus status)
        && Enum.IsDefined(status) && !char.IsAsciiDigit(text[0])
            ? status
            : null;

    /// <summary>The statuses that there are, for messages.</summary>
    internal const string Known = "pending, running, suspended, completed, failed or terminated";

    private static List<OrchestrationRuntimeStatus>? Statuses(StringValues given)
    {
        if (given.Count == 0)
        {
            return null;
        }

        List<OrchestrationRuntimeStatus> statuses = [];
        foreach (string word in given.ToString().Split(',', StringSplitOptions.TrimEntries))
        {
            statuses.Add(Status(word) ?? throw Wrong("status", word, Known));
        }

        return statuses;
    }

    private DateTimeOffset? Moment(string name)
    {
        string? text = Text(name);
        return text is null ? null
            : UtcJsonConverter.TryRead(text, out DateTimeOffset moment) ? moment
            : throw Wrong(name, text, "a moment with its offset, such as 2018-01-02T14:30:00Z");
    }

    private static BadHttpRequestException Wrong(string name, string found, string expected) =>
        new($"'{name}' in the query is '{found}'; expected is {expected}.");
}
