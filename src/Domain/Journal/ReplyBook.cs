using TradingBase.Compute;

namespace TradingBase.Journal;

/// <summary>Paid replies on the state store, one row per question.</summary>
/// <param name="store">Where they are kept.</param>
/// <remarks>Thread-safe.</remarks>
public sealed class ReplyBook(IStateStore store) : IReplyStore
{
    private const string Partition = "replies";

    /// <inheritdoc/>
    public Task<InferenceReply?> FindAsync(string requestId, CancellationToken cancellationToken) =>
        store.FindRecordAsync<InferenceReply>(Partition, StateKey.Escape(requestId), cancellationToken);

    /// <inheritdoc/>
    public Task<InferenceReply> KeepAsync(InferenceReply reply, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(reply);
        return store.ChangeRecordAsync<InferenceReply>(
            Partition, StateKey.Escape(reply.RequestId), earlier => earlier ?? reply, cancellationToken);
    }
}
