using System.Text.Json.Serialization;

namespace TradingBase;

/// <summary>Names one instrument of one market; written <c>AAPL@us-equities</c>.</summary>
/// <param name="Symbol">The bare symbol, such as <c>AAPL</c>; holds no <c>@</c>.</param>
/// <param name="Market">The market's name in the catalogue, such as <c>us-equities</c>.</param>
/// <remarks>
/// Ordered by market, then symbol, ordinally. The default names nothing and is never valid.
/// </remarks>
[JsonConverter(typeof(InstrumentIdJsonConverter))]
public readonly record struct InstrumentId(string Symbol, string Market) : IComparable<InstrumentId>
{
    /// <summary>Reads the written form.</summary>
    /// <param name="text">Such as <c>AAPL@us-equities</c>.</param>
    /// <returns>The id.</returns>
    /// <exception cref="FormatException">The text has no symbol or no market.</exception>
    public static InstrumentId Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        int at = text.LastIndexOf('@');
        return at > 0 && at < text.Length - 1
            ? new(text[..at], text[(at + 1)..])
            : throw new FormatException($"'{text}' is no instrument: symbol@market was expected.");
    }

    /// <inheritdoc/>
    public int CompareTo(InstrumentId other)
    {
        int byMarket = string.CompareOrdinal(Market, other.Market);
        return byMarket != 0 ? byMarket : string.CompareOrdinal(Symbol, other.Symbol);
    }

    /// <summary>Whether the left id comes first.</summary>
    public static bool operator <(InstrumentId left, InstrumentId right) => left.CompareTo(right) < 0;

    /// <summary>Whether the left id comes first or is the same.</summary>
    public static bool operator <=(InstrumentId left, InstrumentId right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the left id comes last.</summary>
    public static bool operator >(InstrumentId left, InstrumentId right) => left.CompareTo(right) > 0;

    /// <summary>Whether the left id comes last or is the same.</summary>
    public static bool operator >=(InstrumentId left, InstrumentId right) => left.CompareTo(right) >= 0;

    /// <inheritdoc/>
    public override string ToString() => $"{Symbol}@{Market}";
}
