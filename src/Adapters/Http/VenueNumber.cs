using System.Globalization;

namespace TradingBase.Adapters.Http;

/// <summary>Writes numbers as venues want them: plain digits, no exponent, no trailing zeros.</summary>
internal static class VenueNumber
{
    /// <summary>Writes a price or a quantity.</summary>
    internal static string Write(decimal number) =>
        number.ToString("0.############################", CultureInfo.InvariantCulture);
}
