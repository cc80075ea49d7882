using System.Text.RegularExpressions;

namespace TradingBase.Adapters.Http;

/// <summary>Takes keys and signatures out of whatever is told, and bounds its length.</summary>
/// <param name="secrets">What must never be seen.</param>
internal sealed partial class Redactor(IEnumerable<VenueSecret> secrets)
{
    private const int Longest = 300;

    private readonly VenueSecret[] _secrets = [.. secrets];

    /// <summary>Cleans a text of secrets, signatures, tokens and control characters.</summary>
    /// <returns>At most 300 characters.</returns>
    internal string Clean(string text)
    {
        string clean = _secrets.Aggregate(text, (seen, secret) => secret.Redact(seen));
        clean = Credentials().Replace(clean, "$1***");
        clean = Controls().Replace(clean, " ").Trim();
        return clean.Length <= Longest ? clean : string.Concat(clean.AsSpan(0, Longest - 1), "…");
    }

    [GeneratedRegex(
        """((?:signature|api-?sign|api-?key|phrase|token|nonce|bearer)["']?\s*[=: ]\s*["']?)[^\s&"',}]+""",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Credentials();

    [GeneratedRegex(@"[\p{C}\s]+")]
    private static partial Regex Controls();
}
