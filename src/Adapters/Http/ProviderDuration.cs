using System.Buffers;
using System.Globalization;

namespace TradingBase.Adapters.Http;

/// <summary>Reads the lengths of time that providers write.</summary>
/// <remarks>
/// Pure. Knows <c>6m0s</c>, <c>1h2m3.5s</c>, <c>20ms</c> and bare seconds such as <c>7</c> or <c>0.25</c>.
/// </remarks>
internal static class ProviderDuration
{
    // Longer than anything that is believed, and far from where sums overflow.
    private const double MostSeconds = 1e9;

    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789.");

    /// <summary>Reads a length of time.</summary>
    /// <param name="text">What was written, or null.</param>
    /// <param name="duration">Zero or more.</param>
    /// <returns>False when it is none, negative or beyond 30 years.</returns>
    internal static bool TryRead(string? text, out TimeSpan duration)
    {
        duration = default;
        ReadOnlySpan<char> rest = text.AsSpan().Trim();
        if (rest.IsEmpty)
        {
            return false;
        }

        if (TryNumber(rest, out double seconds))
        {
            return TryKeep(seconds, out duration);
        }

        double sum = 0;
        while (!rest.IsEmpty)
        {
            int digits = rest.IndexOfAnyExcept(Digits);
            if (digits <= 0 || !TryNumber(rest[..digits], out double amount))
            {
                return false;
            }

            rest = rest[digits..];
            int letters = rest.IndexOfAny(Digits);
            ReadOnlySpan<char> unit = letters < 0 ? rest : rest[..letters];
            double scale = unit switch
            {
                "d" => 86_400,
                "h" => 3_600,
                "m" => 60,
                "s" => 1,
                "ms" => 1e-3,
                "us" or "µs" => 1e-6,
                "ns" => 1e-9,
                _ => double.NaN,
            };
            sum += amount * scale;
            rest = rest[unit.Length..];
        }

        return TryKeep(sum, out duration);
    }

    private static bool TryNumber(ReadOnlySpan<char> text, out double number) => double.TryParse(
        text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture,
        out number);

    private static bool TryKeep(double seconds, out TimeSpan duration)
    {
        bool sound = seconds is >= 0 and <= MostSeconds;
        duration = sound ? TimeSpan.FromSeconds(seconds) : default;
        return sound;
    }
}
