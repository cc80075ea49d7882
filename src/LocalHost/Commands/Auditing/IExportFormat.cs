using TradingBase.Journal;

namespace TradingBase.LocalHost.Commands.Auditing;

/// <summary>How lines of the journal are written out.</summary>
internal interface IExportFormat : IDisposable
{
    /// <summary>Writes one line.</summary>
    void Write(JournalEntry line);
}
