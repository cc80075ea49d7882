using Microsoft.DurableTask.Client;

namespace TradingBase.LocalHost.Tests.Engine.CrashPoints;

/// <summary>One call of a client, which may be made again when nobody knows whether it was heard.</summary>
/// <param name="Give">Makes the call; its end is the acknowledgement.</param>
/// <param name="Holds">Whether what it asked for is still so; asked after a crash as long as no later call of
/// the same client has been made.</param>
/// <param name="Event">The name of the event that it raises, if it does: that one may arrive twice when the
/// call is made again.</param>
internal sealed record CrashCommand(
    Func<DurableTaskClient, Task> Give, Func<OrchestrationMetadata?, bool> Holds, string? Event = null);
