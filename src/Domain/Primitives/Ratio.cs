using System.Globalization;
using System.Text.Json.Serialization;

namespace TradingBase;

/// <summary>A dimensionless share of something; 0.15 means 15 %.</summary>
/// <param name="Value">The share as a fraction; any sign. The default is zero.</param>
[JsonConverter(typeof(RatioJsonConverter))]
public readonly record struct Ratio(decimal Value) : IComparable<Ratio>
{
    /// <summary>Makes a ratio from percent.</summary>
    /// <param name="percent">15 means 15 %.</param>
    /// <returns>The ratio, 0.15 for 15.</returns>
    public static Ratio FromPercent(decimal percent) => new(percent / 100m);

    /// <inheritdoc/>
    public int CompareTo(Ratio other) => Value.CompareTo(other.Value);

    /// <summary>Whether the left share is smaller.</summary>
    public static bool operator <(Ratio left, Ratio right) => left.Value < right.Value;

    /// <summary>Whether the left share is smaller or equal.</summary>
    public static bool operator <=(Ratio left, Ratio right) => left.Value <= right.Value;

    /// <summary>Whether the left share is larger.</summary>
    public static bool operator >(Ratio left, Ratio right) => left.Value > right.Value;

    /// <summary>Whether the left share is larger or equal.</summary>
    public static bool operator >=(Ratio left, Ratio right) => left.Value >= right.Value;

    /// <summary>Writes percent with one decimal, such as <c>15.0 %</c>.</summary>
    /// <returns>The text, in the invariant culture.</returns>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Value * 100m:0.0} %");
}
