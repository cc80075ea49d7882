using System.IO.Compression;
using System.Text;

namespace TradingBase.Adapters.Tests.MarketData;

/// <summary>A temporary folder in the layout of recorded data, filled with made-up bars.</summary>
internal sealed class CsvFiles : IDisposable
{
    internal const string Header = "symbol,market,timestamp_utc,open,high,low,close,volume";

    public string Root { get; } = Directory.CreateTempSubdirectory("bars-").FullName;

    /// <summary>Writes a file from its lines; one whose name ends in gz is compressed.</summary>
    public string Write(string name, params string[] lines) =>
        WriteBytes(name, Packed(name, Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n")));

    public string WriteBytes(string name, byte[] bytes)
    {
        string path = Path.Combine(Root, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    /// <summary>Rows of an ordinary series: one for each day from 2018-01-01 on.</summary>
    public static string[] Rows(string symbol, string market, int count, decimal price = 100m) =>
    [
        Header,
        .. Enumerable.Range(0, count).Select(i =>
        {
            DateTime day = new DateTime(2018, 1, 1).AddDays(i);
            decimal high = price + 2 + (i % 3);
            return FormattableString.Invariant(
                $"{symbol},{market},{day:yyyy-MM-dd}T00:00:00Z,{price},{high},{price - 1},{price + 1},{1000 + i}");
        }),
    ];

    public static byte[] Packed(string name, byte[] plain)
    {
        if (!name.EndsWith(".gz", StringComparison.Ordinal))
        {
            return plain;
        }

        using MemoryStream stored = new();
        using (GZipStream packing = new(stored, CompressionLevel.Optimal))
        {
            packing.Write(plain);
        }

        return stored.ToArray();
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
