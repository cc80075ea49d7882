using System.Diagnostics;
using DurableTask.Core.Exceptions;
using Microsoft.DurableTask.Client;
using TradingBase.LocalHost.Engine.Histories;
using TradingBase.LocalHost.Engine.Rewinding;
using TradingBase.LocalHost.Engine.Tables;
using TradingBase.LocalHost.Engine.Tracing;

namespace TradingBase.LocalHost.Engine;

/// <content>Instances that are to run again: from the beginning, or from where they failed.</content>
internal sealed partial class LocalClient
{
    /// <inheritdoc/>
    /// <remarks>
    /// What failed runs again, down through failed children; what succeeded keeps its result. It is all in
    /// one commit: after a crash the instance is either as it was or goes on.
    /// </remarks>
    /// <exception cref="InstanceNotFoundException">Nobody has the id.</exception>
    /// <exception cref="InstanceStateException">The instance has not failed.</exception>
    public override async Task RewindInstanceAsync(
        string instanceId, string reason, CancellationToken cancellation = default)
    {
        CheckStarted();
        CheckId(instanceId);
        using Activity? span = EngineTrace.Rewind(instanceId);
        RewindCommit commit;
        do
        {
            // Where somebody was quicker, there is another plan to be made, or a refusal.
            cancellation.ThrowIfCancellationRequested();
            var plan = new RewindPlan(core, reason);
            plan.Make(instanceId);
            commit = new(core, plan.Instances, TraceLink.To(span));
            await core.Store.Writer.WriteAsync(commit).WaitAsync(cancellation);
        }
        while (!commit.IsDone);
    }

    /// <inheritdoc/>
    /// <remarks>The new one has the former's name, version, tags and last input, but no parent.</remarks>
    /// <exception cref="ArgumentException">Nobody has the id.</exception>
    /// <exception cref="InvalidOperationException">The instance has not ended, and its id is to be
    /// kept.</exception>
    public override async Task<string> RestartAsync(
        string instanceId, bool restartWithNewInstanceId = false, CancellationToken cancellation = default)
    {
        CheckStarted();
        CheckId(instanceId);
        InstanceRow former = core.Store.Read(connection =>
            InstanceStore.Find(connection, instanceId) is { } found
                ? InstanceStore.ReadRow(connection, found.Key)
                : null) ?? throw new ArgumentException(
                    $"There is no orchestration instance '{instanceId}' to restart.", nameof(instanceId));
        string id = restartWithNewInstanceId ? Guid.NewGuid().ToString("N") : instanceId;
        using Activity? span = EngineTrace.Create(former.Name, former.Version, id);
        var commit = new StartCommit(
            core,
            former with
            {
                Key = core.Table.NextKey(),
                Id = id,
                Generation = 0,
                Status = OrchestrationRuntimeStatus.Pending,
                Created = core.Now,
                StartAt = null,
                Parent = null,
                PackedInput = PackedPayload.Of(former.Input),
                Trace = TraceLink.To(span),
            },
            DedupeStatuses.NotEnded);
        try
        {
            await StartAsync(commit, span, cancellation);
            return id;
        }
        catch (OrchestrationAlreadyExistsException taken)
        {
            throw new InvalidOperationException(
                $"Instance '{instanceId}' has not ended, so it cannot be restarted under its own id; "
                + "terminate it first, or restart it with a new id.",
                taken);
        }
    }
}
