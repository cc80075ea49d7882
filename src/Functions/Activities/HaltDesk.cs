using Microsoft.Azure.Functions.Worker;
using TradingBase.Desk;

namespace TradingBase.Functions.Activities;

/// <summary>Halts the desk because the kill switch was pulled.</summary>
/// <param name="halt">Writes it down and halts.</param>
/// <remarks>A second run finds the hold and changes nothing.</remarks>
public sealed class HaltDesk(KillHalt halt)
{
    /// <summary>How orchestrations call this activity.</summary>
    public static readonly Stage<KillRequest, KillRequest> Stage = new(nameof(HaltDesk), Retries.Store);

    /// <summary>Halts the desk.</summary>
    /// <param name="request">Who asked, and why.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    /// <returns>The request.</returns>
    [Function(nameof(HaltDesk))]
    public async Task<KillRequest> RunAsync(
        [ActivityTrigger] KillRequest request, CancellationToken cancellationToken)
    {
        await halt.HaltAsync(request, cancellationToken);
        return request;
    }
}
