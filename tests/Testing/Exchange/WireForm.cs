using System.Globalization;

namespace TradingBase.Testing.Exchange;

/// <summary>Named values of a query string or a form body; the first of a name counts.</summary>
public sealed class WireForm
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    /// <summary>Reads texts such as <c>a=1&amp;b=2</c>; earlier texts go before later ones.</summary>
    public WireForm(params string[] encoded)
    {
        ArgumentNullException.ThrowIfNull(encoded);
        foreach (string pair in encoded.SelectMany(
            text => text.Split('&', StringSplitOptions.RemoveEmptyEntries)))
        {
            int mark = pair.IndexOf('=', StringComparison.Ordinal);
            string name = Decode(mark < 0 ? pair : pair[..mark]);
            _values.TryAdd(name, mark < 0 ? "" : Decode(pair[(mark + 1)..]));
        }
    }

    /// <summary>Names that were sent.</summary>
    public IReadOnlyCollection<string> Names => _values.Keys;

    /// <summary>A value, or null when absent or empty.</summary>
    public string? this[string name] =>
        _values.TryGetValue(name, out string? value) && value.Length > 0 ? value : null;

    /// <summary>A number, or null when absent or no number; exponents are none.</summary>
    public decimal? Number(string name) => decimal.TryParse(
        this[name], NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign,
        CultureInfo.InvariantCulture, out decimal value) ? value : null;

    /// <summary>A whole number, or null.</summary>
    public long? Whole(string name) => long.TryParse(
        this[name], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value)
        ? value : null;

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
