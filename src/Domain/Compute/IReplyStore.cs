namespace TradingBase.Compute;

/// <summary>Keeps paid replies, so that nothing is paid twice.</summary>
public interface IReplyStore
{
    /// <summary>Finds the reply to a question that was asked before.</summary>
    /// <returns>The reply, or null.</returns>
    Task<InferenceReply?> FindAsync(string requestId, CancellationToken cancellationToken);

    /// <summary>Keeps a reply before it is returned.</summary>
    /// <returns>The reply that stands: an earlier one wins.</returns>
    Task<InferenceReply> KeepAsync(InferenceReply reply, CancellationToken cancellationToken);
}
