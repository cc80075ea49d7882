namespace TradingBase.Functions.Messages;

/// <summary>Where a snapshot is kept.</summary>
/// <param name="SnapshotId">Hash of its content.</param>
/// <param name="Instruments">Tradable instruments in it, ordered.</param>
public sealed record SnapshotReceipt(string SnapshotId, IReadOnlyList<InstrumentId> Instruments);
