using Microsoft.DurableTask.Client;
using TradingBase.LocalHost.Engine;

namespace TradingBase.LocalHost.Operations;

/// <summary>Steers the instances of a running engine.</summary>
internal static class LiveSteering
{
    /// <summary>Does it, and returns when it is on the disk.</summary>
    /// <exception cref="InstanceNotFoundException">There is no such instance.</exception>
    /// <exception cref="InstanceStateException">Its state forbids it.</exception>
    /// <exception cref="ArgumentException">Its id is an entity's.</exception>
    internal static async Task<SteeringDocument> RunAsync(
        DurableTaskClient client, Steering asked, CancellationToken cancellationToken)
    {
        SteeringDocument done = new(asked.Id, asked.Verb, Delivered: true);
        switch (asked.Verb)
        {
            case SteeringVerb.Raise:
                await client.RaiseEventAsync(asked.Id, asked.EventName!, asked.Payload, cancellationToken);
                return done;
            case SteeringVerb.Terminate:
                await client.TerminateInstanceAsync(
                    asked.Id,
                    new TerminateInstanceOptions(asked.Payload, asked.Recursive),
                    cancellationToken);
                return done;
            case SteeringVerb.Suspend:
                await client.SuspendInstanceAsync(asked.Id, asked.Reason, cancellationToken);
                return done;
            case SteeringVerb.Resume:
                await client.ResumeInstanceAsync(asked.Id, asked.Reason, cancellationToken);
                return done;
            case SteeringVerb.Rewind:
                await CheckAsync(client, asked.Id, cancellationToken);
                await client.RewindInstanceAsync(asked.Id, asked.Reason ?? "", cancellationToken);
                return done;
            case SteeringVerb.Restart:
                await CheckAsync(client, asked.Id, cancellationToken);
                return done with { NewId = await RestartAsync(client, asked, cancellationToken) };
            default:
                return await PurgeAsync(client, asked, cancellationToken);
        }
    }

    private static async Task<string> RestartAsync(
        DurableTaskClient client, Steering asked, CancellationToken cancellationToken)
    {
        try
        {
            return await client.RestartAsync(asked.Id, asked.NewId, cancellationToken);
        }
        catch (InvalidOperationException)
        {
            throw new InstanceStateException(
                asked.Id, "has not ended: terminate it first, or restart it with a new id");
        }
    }

    private static async Task<SteeringDocument> PurgeAsync(
        DurableTaskClient client, Steering asked, CancellationToken cancellationToken)
    {
        OrchestrationMetadata found = await CheckAsync(client, asked.Id, cancellationToken);
        PurgeResult result = await client.PurgeInstanceAsync(
            asked.Id, new PurgeInstanceOptions(asked.Recursive), cancellationToken);
        return result.PurgedInstanceCount == 0
            ? throw new InstanceStateException(
                asked.Id, $"is {found.RuntimeStatus}; only what has ended is purged")
            : new(asked.Id, asked.Verb, Delivered: true)
            {
                Purged = result.PurgedInstanceCount,
                Complete = true,
            };
    }

    private static async Task<OrchestrationMetadata> CheckAsync(
        DurableTaskClient client, string id, CancellationToken cancellationToken) =>
        await client.GetInstanceAsync(id, cancellationToken) ?? throw new InstanceNotFoundException(id);
}
