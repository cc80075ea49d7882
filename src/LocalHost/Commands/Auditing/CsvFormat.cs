using System.Globalization;
using CsvHelper;
using TradingBase.Journal;

namespace TradingBase.LocalHost.Commands.Auditing;

/// <summary>Comma-separated values with a header, as RFC 4180 has them.</summary>
internal sealed class CsvFormat : IExportFormat
{
    private static readonly string[] Columns =
        ["stream", "sequence", "key", "kind", "deskTime", "body", "previousHash", "hash"];

    private readonly CsvWriter _csv;

    internal CsvFormat(TextWriter writer)
    {
        _csv = CsvWriter.Create(writer, new CsvWriterOptions(), leaveOpen: true);
        _csv.WriteRecord(Columns);
    }

    /// <inheritdoc/>
    public void Write(JournalEntry line) => _csv.WriteRecord(
        [
            line.Stream, line.Sequence.ToString(CultureInfo.InvariantCulture), line.Key, line.Kind,
            UtcJsonConverter.Write(line.DeskTime), line.Body, line.PreviousHash, line.Hash,
        ]);

    /// <inheritdoc/>
    public void Dispose() => _csv.Dispose();
}
