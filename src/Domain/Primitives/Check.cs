using System.Runtime.CompilerServices;

namespace TradingBase;

/// <summary>Guards of constructors: each gives its argument back or says which bound it broke.</summary>
public static class Check
{
    /// <summary>Demands a value greater than zero.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is zero or less.</exception>
    public static decimal Positive(
        decimal value, [CallerArgumentExpression(nameof(value))] string? name = null) =>
        value > 0 ? value : throw new ArgumentOutOfRangeException(
            name, value, "A value above zero was expected.");

    /// <inheritdoc cref="Positive(decimal, string?)"/>
    public static TimeSpan Positive(
        TimeSpan value, [CallerArgumentExpression(nameof(value))] string? name = null) =>
        value > TimeSpan.Zero
            ? value
            : throw new ArgumentOutOfRangeException(name, value, "A time span above zero was expected.");

    /// <summary>Demands a value of zero or more.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public static decimal NotNegative(
        decimal value, [CallerArgumentExpression(nameof(value))] string? name = null) =>
        value >= 0 ? value : throw new ArgumentOutOfRangeException(name, value, "Zero or more was expected.");

    /// <summary>Demands a finite value within two bounds, both included.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value lies outside, or is not a number.</exception>
    public static double Within(
        double value, double low, double high, [CallerArgumentExpression(nameof(value))] string? name =
            null) =>
        value >= low && value <= high
            ? value
            : throw new ArgumentOutOfRangeException(
                name, value, $"A value from {low} to {high} was expected.");

    /// <summary>Demands a text that is not empty.</summary>
    /// <exception cref="ArgumentException">The text is null, empty or blank.</exception>
    public static string NotBlank(string value, [CallerArgumentExpression(nameof(value))] string? name = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(value, name);
        return value;
    }

    /// <summary>Demands a moment in UTC, so that two equal moments are written alike.</summary>
    /// <exception cref="ArgumentException">The offset is not zero.</exception>
    public static DateTimeOffset Utc(
        DateTimeOffset value, [CallerArgumentExpression(nameof(value))] string? name = null) =>
        value.Offset == TimeSpan.Zero
            ? value
            : throw new ArgumentException($"{value:O} is not in UTC.", name);
}
