using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace TradingBase.AzureContracts.Tests.DurableTask.Client;

/// <summary>A client that overrides only what it must, and writes down what arrives there.</summary>
internal class RecordingClient() : DurableTaskClient("recording")
{
    public List<object?[]> Calls { get; } = [];

    public override Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName,
        object? input = null,
        StartOrchestrationOptions? options = null,
        CancellationToken cancellation = default)
    {
        Calls.Add(["schedule", orchestratorName.Name, input, options, cancellation]);
        return Task.FromResult("id-1");
    }

    public override Task RaiseEventAsync(
        string instanceId,
        string eventName,
        object? eventPayload = null,
        CancellationToken cancellation = default) =>
        Record("raise", instanceId, eventName, eventPayload, cancellation);

    public override Task<OrchestrationMetadata> WaitForInstanceStartAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        Find("start", instanceId, getInputsAndOutputs, cancellation);

    public override Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        Find("completion", instanceId, getInputsAndOutputs, cancellation);

    public override Task SuspendInstanceAsync(
        string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        Record("suspend", instanceId, reason, cancellation);

    public override Task ResumeInstanceAsync(
        string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        Record("resume", instanceId, reason, cancellation);

    public override async Task<OrchestrationMetadata?> GetInstancesAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        await Find("get", instanceId, getInputsAndOutputs, cancellation);

    public override AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(
        OrchestrationQuery? filter = null) =>
        Pageable.Create<OrchestrationMetadata>((_, _) =>
            Task.FromResult(new Page<OrchestrationMetadata>([])));

    public override ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    protected Task Record(params object?[] call)
    {
        Calls.Add(call);
        return Task.CompletedTask;
    }

    private Task<OrchestrationMetadata> Find(
        string call, string id, bool getInputsAndOutputs, CancellationToken stop)
    {
        Calls.Add([call, id, getInputsAndOutputs, stop]);
        return Task.FromResult(new OrchestrationMetadata("Found", id));
    }
}
