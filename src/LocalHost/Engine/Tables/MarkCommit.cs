using TradingBase.LocalHost.Storage;

namespace TradingBase.LocalHost.Engine.Tables;

/// <summary>Notes which attempts begin now; they begin when this is on the disk.</summary>
/// <param name="marks">All of them.</param>
/// <param name="begin">Begins them.</param>
/// <param name="failed">Told when nothing was noted.</param>
internal sealed class MarkCommit(
    IReadOnlyList<AttemptMark> marks, Action begin, Action<Exception> failed) : StoreCommand
{
    /// <inheritdoc/>
    public override void Execute(StoreConnection connection)
    {
        foreach (AttemptMark mark in marks)
        {
            Attempts.Put(connection, mark);
        }
    }

    /// <inheritdoc/>
    public override void Committed() => begin();

    /// <inheritdoc/>
    public override void Failed(Exception reason) => failed(reason);
}
