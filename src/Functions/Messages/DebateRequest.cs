namespace TradingBase.Functions.Messages;

/// <summary>Asks for the debate on one market.</summary>
/// <param name="CycleId">For which cycle.</param>
/// <param name="Market">Which market.</param>
/// <param name="SnapshotId">What was known.</param>
/// <param name="Instruments">Every instrument reviewed, ordered.</param>
/// <param name="Consultations">Where the analysts' reports are.</param>
public sealed record DebateRequest(
    string CycleId, string Market, string SnapshotId, IReadOnlyList<InstrumentId> Instruments,
    IReadOnlyList<ConsultationReceipt> Consultations);
