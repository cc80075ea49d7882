using TradingBase.Journal;

namespace TradingBase.LocalHost.Commands.Auditing;

/// <summary>One JSON object a line, in the canonical form that its hash is made over.</summary>
internal sealed class JsonFormat(TextWriter writer) : IExportFormat
{
    /// <inheritdoc/>
    public void Write(JournalEntry line) => writer.WriteLine(Canonical.Json(line));

    /// <inheritdoc/>
    public void Dispose()
    {
        // The writer is its owner's.
    }
}
