using System.Globalization;
using System.Text;
using System.Xml;

#nullable disable
namespace Azure.Data.Tables;

/// <summary>
/// Writes an interpolated filter's values as OData literals, so that no value can end its own quotes.
/// </summary>
internal static class ODataFilter
{
    public static string Create(FormattableString filter)
    {
        if (filter is null)
        {
            return null;
        }

        object[] literals = [.. filter.GetArguments().Select(Literal)];
        return string.Format(CultureInfo.InvariantCulture, filter.Format, literals);
    }

    private static string Literal(object value, int position) => value switch
    {
        null => "null",
        bool flag => flag ? "true" : "false",
        long or ulong => Number(value) + "L",
        sbyte or byte or short or ushort or int or uint or decimal or float or double => Number(value),
        Guid id => $"guid'{id}'",
        byte[] bytes => Binary(bytes),
        BinaryData data => Binary(data.ToArray()),
        DateTimeOffset time => Time(time.UtcDateTime),
        DateTime time => Time(time.ToUniversalTime()),
        string or char or StringBuilder => Text(value.ToString()),
        _ => throw new ArgumentException($"Value {position}, a {value.GetType()}, has no OData literal."),
    };

    private static string Number(object value) =>
        ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture);

    private static string Binary(byte[] bytes) => $"X'{Convert.ToHexString(bytes)}'";

    private static string Time(DateTime utc) =>
        $"datetime'{XmlConvert.ToString(utc, XmlDateTimeSerializationMode.RoundtripKind)}'";

    private static string Text(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
