using Microsoft.Azure.Functions.Worker;
using TradingBase.Desk;
using TradingBase.Functions.Messages;

namespace TradingBase.Functions.Activities;

/// <summary>Keeps that a slice is wanted back, since its parent is.</summary>
/// <param name="cancels">Keeps the wish.</param>
/// <remarks>The first wish stands: a second run keeps no other.</remarks>
public sealed class RecallSlice(CancelBook cancels)
{
    /// <summary>How orchestrations call this activity.</summary>
    public static readonly Stage<SliceRecall, bool> Stage = new(nameof(RecallSlice), Retries.Store);

    /// <summary>Keeps that a slice is wanted back, since its parent is.</summary>
    /// <param name="input">Which slice.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    /// <returns>Whether the slice is open still.</returns>
    [Function(nameof(RecallSlice))]
    public async Task<bool> RunAsync(
        [ActivityTrigger] SliceRecall input, CancellationToken cancellationToken) =>
        await cancels.AskAsync(
            input.SliceId, input.ParentId, "Its parent is wanted back.", cancellationToken) is not null;
}
