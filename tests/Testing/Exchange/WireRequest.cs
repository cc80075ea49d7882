using System.Text;

namespace TradingBase.Testing.Exchange;

/// <summary>What came over the wire.</summary>
/// <param name="Method">Upper case.</param>
/// <param name="Path">Without query, as sent.</param>
/// <param name="Query">Without the question mark, as sent, still encoded; empty when absent.</param>
/// <param name="Headers">By name, whatever its case.</param>
/// <param name="Body">As sent.</param>
public sealed record WireRequest(
    string Method, string Path, string Query, IReadOnlyDictionary<string, string> Headers,
    ReadOnlyMemory<byte> Body)
{
    /// <summary>The body as text.</summary>
    public string Text => Encoding.UTF8.GetString(Body.Span);

    /// <summary>A header, or null.</summary>
    public string? Header(string name) => Headers.GetValueOrDefault(name);

    /// <summary>A request as a test writes it.</summary>
    /// <param name="method">Upper case.</param>
    /// <param name="target">Path with query.</param>
    /// <param name="body">Text, or null.</param>
    /// <param name="headers">Name and value.</param>
    public static WireRequest Of(
        string method, string target, string? body = null, params (string Name, string Value)[] headers)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(headers);
        int mark = target.IndexOf('?', StringComparison.Ordinal);
        return new(
            method, mark < 0 ? target : target[..mark], mark < 0 ? "" : target[(mark + 1)..],
            headers.ToDictionary(
                header => header.Name, header => header.Value, StringComparer.OrdinalIgnoreCase),
            Encoding.UTF8.GetBytes(body ?? ""));
    }
}
