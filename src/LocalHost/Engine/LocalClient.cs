using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using TradingBase.LocalHost.Engine.Endurance;
using TradingBase.LocalHost.Engine.Histories;
using TradingBase.LocalHost.Engine.Tables;
using TradingBase.LocalHost.Engine.Tracing;

namespace TradingBase.LocalHost.Engine;

/// <summary>Starts, asks and steers the instances of one engine; each call returns when the store has
/// it.</summary>
/// <remarks>
/// It behaves as the client of a Functions host does. Where that one's calls end with a gRPC status, NotFound
/// is an <see cref="InstanceNotFoundException"/> here and FailedPrecondition an
/// <see cref="InstanceStateException"/>. Waiting for an id that nobody has waits until somebody starts it.
/// </remarks>
internal sealed partial class LocalClient(EngineCore core, PayloadConverter payloads)
    : DurableTaskClient("local")
{
    private readonly InstanceQueries _queries = new(core.Store, payloads);
    private readonly Purger _purger = new(core.Store);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The dedupe statuses contradict each other.</exception>
    public override async Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName,
        object? input = null,
        StartOrchestrationOptions? options = null,
        CancellationToken cancellation = default)
    {
        CheckStarted();
        string id = options?.InstanceId ?? Guid.NewGuid().ToString("N");
        CheckId(id, nameof(options));
        ArgumentException.ThrowIfNullOrEmpty(orchestratorName.Name, nameof(orchestratorName));
        byte[]? payload = payloads.Serialize(input);
        string? version = options?.Version is { } asked ? asked.Version : core.DefaultVersion;
        using Activity? span = EngineTrace.Create(orchestratorName.Name, version, id);
        var commit = new StartCommit(
            core,
            new()
            {
                Key = core.Table.NextKey(),
                Id = id,
                Name = orchestratorName.Name,
                Version = version,
                Created = core.Now,
                StartAt = options?.StartAt?.UtcTicks,
                Input = payload,
                PackedInput = PackedPayload.Of(payload),
                Tags = options?.Tags,
                Trace = TraceLink.To(span),
            },
            DedupeStatuses.Read(options?.DedupeStatuses));
        await StartAsync(commit, span, cancellation);
        return id;
    }

    /// <inheritdoc/>
    public override async Task RaiseEventAsync(
        string instanceId,
        string eventName,
        object? eventPayload = null,
        CancellationToken cancellation = default)
    {
        CheckId(instanceId);
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        var raised = new HistoryEvent
        {
            Kind = EventKind.EventRaised,
            Name = eventName,
            Payload = payloads.Serialize(eventPayload),
        };
        using Activity? span = EngineTrace.Raise(eventName, instanceId);
        try
        {
            await TellAsync(instanceId, raised, cancellation);
        }
        catch (Exception refusal)
        {
            span.Fail(refusal);
            throw;
        }
    }

    /// <inheritdoc/>
    public override Task TerminateInstanceAsync(
        string instanceId, TerminateInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        CheckId(instanceId);
        var terminated = new HistoryEvent
        {
            Kind = EventKind.Terminated,
            Id = options?.Recursive == true ? 1 : 0,
            Payload = payloads.Serialize(options?.Output),
        };
        return TellAsync(instanceId, terminated, cancellation);
    }

    /// <inheritdoc/>
    public override Task SuspendInstanceAsync(
        string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        SteerAsync(instanceId, new() { Kind = EventKind.Suspended, Target = reason }, cancellation);

    /// <inheritdoc/>
    public override Task ResumeInstanceAsync(
        string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        SteerAsync(instanceId, new() { Kind = EventKind.Resumed, Target = reason }, cancellation);

    /// <inheritdoc/>
    public override Task<OrchestrationMetadata> WaitForInstanceStartAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        WaitAsync(instanceId, start: true, getInputsAndOutputs, cancellation);

    /// <inheritdoc/>
    public override Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        WaitAsync(instanceId, start: false, getInputsAndOutputs, cancellation);

    /// <inheritdoc/>
    public override Task<OrchestrationMetadata?> GetInstancesAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default)
    {
        CheckId(instanceId);
        cancellation.ThrowIfCancellationRequested();
        return Task.FromResult(_queries.Find(instanceId, getInputsAndOutputs));
    }

    /// <inheritdoc/>
    public override AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(
        OrchestrationQuery? filter = null)
    {
        OrchestrationQuery query = filter ?? new();
        EntityIds.Refuse(query.InstanceIdPrefix, nameof(filter));
        return Pageable.Create<OrchestrationMetadata>((token, size, cancellation) =>
        {
            cancellation.ThrowIfCancellationRequested();
            return Task.FromResult(_queries.Page(query, token ?? query.ContinuationToken, size));
        });
    }

    /// <inheritdoc/>
    public override Task<Page<string>> ListInstanceIdsAsync(
        IEnumerable<OrchestrationRuntimeStatus>? runtimeStatus = null,
        DateTimeOffset? completedTimeFrom = null,
        DateTimeOffset? completedTimeTo = null,
        int pageSize = OrchestrationQuery.DefaultPageSize,
        string? lastInstanceKey = null,
        CancellationToken cancellation = default) => Task.FromResult(
            _queries.EndedIds(runtimeStatus, completedTimeFrom, completedTimeTo, pageSize, lastInstanceKey));

    /// <inheritdoc/>
    public override async Task<PurgeResult> PurgeInstanceAsync(
        string instanceId, PurgeInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        CheckId(instanceId);
        if (_queries.FindStatus(instanceId) is not { } found)
        {
            return new(0, isComplete: true);
        }

        (int count, bool complete) = await _purger.PurgeAsync(
            [found.Key], options?.Recursive == true, static () => true, cancellation);
        return new(count, complete);
    }

    /// <inheritdoc/>
    public override async Task<PurgeResult> PurgeAllInstancesAsync(
        PurgeInstancesFilter filter,
        PurgeInstanceOptions? options = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        long begun = core.Clock.GetTimestamp();
        (int count, bool complete) = await _purger.PurgeAsync(
            EndedInstances.Of(filter),
            options?.Recursive == true,
            () => !(core.Clock.GetElapsedTime(begun) > filter.Timeout),
            cancellation);
        return new(count, complete);
    }

    /// <inheritdoc/>
    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static void CheckId(
        string id, [CallerArgumentExpression(nameof(id))] string? argument = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(id, argument);
        EntityIds.Refuse(id, argument);
    }

    private void CheckStarted()
    {
        if (!core.Started)
        {
            throw new InvalidOperationException("The engine is not started yet.");
        }

        if (core.Stopped)
        {
            throw EngineCore.Over();
        }
    }

    private async Task<OrchestrationMetadata> WaitAsync(
        string id, bool start, bool full, CancellationToken cancellation)
    {
        CheckId(id, "instanceId");
        while (true)
        {
            using var given = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            try
            {
                Task told = core.Table.WaitAsync(id, start, given.Token);

                // Asked for after the waiter is in its place, so that no change falls between.
                if ((core.Table.Find(id)?.Status ?? _queries.FindStatus(id)?.Status) is not { } status
                    || !IsThere(status, start))
                {
                    await told;
                }
            }
            finally
            {
                // At once: all that hangs on it is the waiter, and a hop to another thread would cost more.
                given.Cancel();
            }

            OrchestrationMetadata found = _queries.Find(id, full) ?? throw new InstanceNotFoundException(id);
            if (IsThere(found.RuntimeStatus, start))
            {
                return found;
            }

            // Another instance has taken the id over meanwhile; it is waited for in the former's place.
        }
    }

    private static bool IsThere(OrchestrationRuntimeStatus status, bool start) =>
        EngineSchema.IsTerminal(status) || (start && status is not OrchestrationRuntimeStatus.Pending);
}
