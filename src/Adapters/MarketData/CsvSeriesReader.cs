using System.Globalization;
using System.Text;
using CsvHelper;
using TradingBase.Markets;

namespace TradingBase.Adapters.MarketData;

/// <summary>Reads one file of bars and checks every row; it gives all bars or none.</summary>
/// <param name="file">Which file.</param>
/// <param name="market">Whose prices they are.</param>
/// <param name="knownAt">When a bar may first be used.</param>
internal sealed class CsvSeriesReader(CsvSeriesFile file, Market market, KnownAtRule knownAt)
{
    private const string Header = "symbol,market,timestamp_utc,open,high,low,close,volume";

    private const int FieldCount = 8;

    // The layout has no quotes, so a quote is a wrong character like any other, on the line where it stands.
    private static readonly CsvReaderOptions Options = new()
    {
        Separator = ',',
        Mode = CsvMode.NoEscape,
        HasHeader = false,
        SkipEmptyLines = false,
        DetectSeparatorHint = false,
        TrackLineNumbers = true,
        MaxRecordSize = 4_096,
    };

    private readonly byte[] _symbol = Encoding.UTF8.GetBytes(file.Symbol);

    private readonly byte[] _market = Encoding.UTF8.GetBytes(file.Folder.Word);

    private long _line;

    /// <summary>Reads the file.</summary>
    /// <returns>Starts strictly rising.</returns>
    /// <exception cref="MarketDataException">
    /// The file is unreadable or a row is wrong: which, and why.
    /// </exception>
    public Bar[] Read()
    {
        try
        {
            using FileStream stored = File.OpenRead(file.Path);
            using Stream plain = file.Path.EndsWith(".gz", StringComparison.Ordinal)
                ? new GzipReadStream(stored)
                : stored;
            using CsvReader reader = CsvReader.Create(plain, Options);
            return ReadRows(reader);
        }
        catch (InvalidDataException error)
        {
            throw Refuse(
                null, "The compressed data are cut off or damaged, or there are several in one file.", error);
        }
        catch (Exception error)
            when (error is CsvFormatException or IOException or UnauthorizedAccessException)
        {
            throw Refuse(null, error.Message.ReplaceLineEndings(" "), error);
        }
    }

    private Bar[] ReadRows(CsvReader reader)
    {
        ReadHeader(reader);
        List<Bar> bars = [];
        while (reader.Read())
        {
            _line = reader.LineNumber;
            bars.Add(ReadBar(reader, bars.Count == 0 ? null : bars[^1]));
        }

        return bars.Count > 0 ? [.. bars] : throw Refuse(null, "There is no bar behind the header.");
    }

    private void ReadHeader(CsvReader reader)
    {
        if (!reader.Read())
        {
            throw Refuse(null, "The file is empty.");
        }

        _line = reader.LineNumber;
        string found = Text(reader.RawRecord);
        if (found != Header)
        {
            throw Refuse(null, $"The header is '{found}'; '{Header}' was expected.");
        }
    }

    private Bar ReadBar(CsvReader row, Bar? previous)
    {
        if (row.FieldCount != FieldCount)
        {
            throw Refuse(null, $"The row has {row.FieldCount} fields; {FieldCount} were expected.");
        }

        Expect(row.GetSpan(0), _symbol, "symbol");
        Expect(row.GetSpan(1), _market, "market");
        DateTimeOffset start = ReadStart(row.GetString(2));
        if (previous?.Start is { } last && start <= last)
        {
            string fault = start == last ? "is there twice" : $"comes before {last:u}, which stands above it";
            throw Refuse("timestamp_utc", $"{start:u} {fault}.");
        }

        DateTimeOffset known = KnownAt(start, previous);
        decimal open = ReadPrice(row.GetSpan(3), "open");
        decimal high = ReadPrice(row.GetSpan(4), "high");
        decimal low = ReadPrice(row.GetSpan(5), "low");
        decimal close = ReadPrice(row.GetSpan(6), "close");
        decimal volume = ReadNumber(row.GetSpan(7), "volume");
        decimal higher = Math.Max(open, close);
        decimal lower = Math.Min(open, close);
        Demand(high >= higher, "high", high, "is below the higher of open and close", higher);
        Demand(low <= lower, "low", low, "is above the lower of open and close", lower);
        Demand(volume >= 0, "volume", volume, "is below", 0);
        return new(start, known, open, high, low, close, volume);
    }

    private DateTimeOffset KnownAt(DateTimeOffset start, Bar? previous)
    {
        DateTimeOffset known;
        try
        {
            known = knownAt.Of(market, start, file.Step);
        }
        catch (ArgumentOutOfRangeException error)
        {
            throw Refuse("timestamp_utc", $"{start:u} is beyond the calendar.", error);
        }

        return known > start && !(known < previous?.KnownAt)
            ? known
            : throw Refuse(
                "timestamp_utc", $"The bar of {start:u} would be known at {known:u}, which is too early.");
    }

    private DateTimeOffset ReadStart(string text)
    {
        if (!text.EndsWith('Z'))
        {
            throw Refuse("timestamp_utc", $"'{text}' is not in UTC; a Z at its end was expected.");
        }

        if (!DateTimeOffset.TryParseExact(
            text, "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTimeOffset start))
        {
            throw Refuse("timestamp_utc", $"'{text}' is no time such as 2018-01-02T00:00:00Z.");
        }

        return start.TimeOfDay.Ticks % Math.Min(file.Step.Ticks, TimeSpan.TicksPerDay) == 0
            ? start
            : throw Refuse("timestamp_utc", $"'{text}' is no start of a bar of {file.Step}.");
    }

    private decimal ReadPrice(ReadOnlySpan<byte> text, string column)
    {
        decimal price = ReadNumber(text, column);
        return price > 0 || market.AllowsNegativePrices
            ? price
            : throw Refuse(column, $"{price} is no price: {market.Name} has prices above zero only.");
    }

    private decimal ReadNumber(ReadOnlySpan<byte> text, string column) =>
        decimal.TryParse(
            text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent,
            CultureInfo.InvariantCulture, out decimal number)
            ? number
            : throw Refuse(column, $"'{Text(text)}' is no number.");

    private void Expect(ReadOnlySpan<byte> found, byte[] expected, string column)
    {
        if (!found.SequenceEqual(expected))
        {
            throw Refuse(
                column, $"'{Text(found)}' contradicts the file's place and name: '{Text(expected)}'.");
        }
    }

    private void Demand(bool holds, string column, decimal value, string fault, decimal bound)
    {
        if (!holds)
        {
            throw Refuse(column, $"{value} {fault}, {bound}.");
        }
    }

    private static string Text(ReadOnlySpan<byte> bytes) =>
        Encoding.UTF8.GetString(bytes[..Math.Min(bytes.Length, 100)]);

    private MarketDataException Refuse(string? column, string reason, Exception? cause = null) =>
        new(file.Path, _line == 0 ? null : _line, column, reason, cause);
}
