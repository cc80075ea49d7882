using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Internal;

namespace TradingBase.AzureContracts.Tests.DurableTask.Client;

public sealed class DurableTaskClientTests : IDisposable
{
    private readonly CancellationTokenSource _caller = new();
    private readonly FullClient _client = new();

    private CancellationToken Stop => _caller.Token;

    public void Dispose() => _caller.Dispose();

    [Fact]
    public async Task Schedule_EachShorterForm_ArrivesWithItsArguments()
    {
        StartOrchestrationOptions options = new("cycle-1");

        await _client.ScheduleNewOrchestrationInstanceAsync("Cycle", Stop);
        await _client.ScheduleNewOrchestrationInstanceAsync("Cycle", 1, Stop);
        await _client.ScheduleNewOrchestrationInstanceAsync("Cycle", options, Stop);
        await ((IOrchestrationSubmitter)_client).ScheduleNewOrchestrationInstanceAsync(
            "Cycle", 2, options, Stop);

        Assert.Equal(
            [
                ["schedule", "Cycle", null, null, Stop],
                ["schedule", "Cycle", 1, null, Stop],
                ["schedule", "Cycle", null, options, Stop],
                ["schedule", "Cycle", 2, options, Stop],
            ],
            _client.Calls);
    }

    [Fact]
    public async Task AskAboutAnInstance_EachShorterForm_AsksWithoutInputs()
    {
        await _client.WaitForInstanceStartAsync("id", Stop);
        await _client.WaitForInstanceCompletionAsync("id", Stop);
        await _client.GetInstanceAsync("id", Stop);
        await _client.GetInstancesAsync("id", Stop);
        await _client.GetInstanceAsync("id", true, Stop);

        Assert.Equal(
            [
                ["start", "id", false, Stop],
                ["completion", "id", false, Stop],
                ["get", "id", false, Stop],
                ["get", "id", false, Stop],
                ["get", "id", true, Stop],
            ],
            _client.Calls);
    }

    [Fact]
    public async Task TellAnInstance_EachShorterForm_ArrivesWithItsArguments()
    {
        TerminateInstanceOptions options = new("stopped", Recursive: true);

        await _client.RaiseEventAsync("id", "Approved", Stop);
        await _client.SuspendInstanceAsync("id", Stop);
        await _client.ResumeInstanceAsync("id", Stop);
        await _client.TerminateInstanceAsync("id", Stop);
        await _client.TerminateInstanceAsync("id", (object?)null, Stop);
        await _client.TerminateInstanceAsync("id", "output", Stop);
        await _client.TerminateInstanceAsync("id", options, Stop);

        Assert.Equal(
            [
                ["raise", "id", "Approved", null, Stop],
                ["suspend", "id", null, Stop],
                ["resume", "id", null, Stop],
                ["terminate", "id", null, Stop],
                ["terminate", "id", null, Stop],
                ["terminate", "id", new TerminateInstanceOptions("output"), Stop],
                ["terminate", "id", options, Stop],
            ],
            _client.Calls);
    }

    [Fact]
    public async Task Purge_EachShorterForm_ArrivesWithItsArguments()
    {
        DateTimeOffset from = DateTimeOffset.UnixEpoch;
        OrchestrationRuntimeStatus[] statuses = [OrchestrationRuntimeStatus.Failed];
        PurgeInstanceOptions options = new(Recursive: true);

        await _client.PurgeInstanceAsync("id", Stop);
        await _client.PurgeAllInstancesAsync(new PurgeInstancesFilter(from), Stop);
        await _client.PurgeInstancesAsync(from, null, Stop);
        await _client.PurgeInstancesAsync(from, null, options, Stop);
        await _client.PurgeInstancesAsync(from, null, statuses, Stop);
        await _client.PurgeInstancesAsync(from, null, statuses, options, Stop);

        Assert.Equal(
            [
                ["purge", "id", null, Stop],
                ["purge all", new PurgeInstancesFilter(from), null, Stop],
                ["purge all", new PurgeInstancesFilter(from), null, Stop],
                ["purge all", new PurgeInstancesFilter(from), options, Stop],
                ["purge all", new PurgeInstancesFilter(from, null, statuses), null, Stop],
                ["purge all", new PurgeInstancesFilter(from, null, statuses), options, Stop],
            ],
            _client.Calls);
    }

    [Fact]
    public async Task WhatAClientNeedNotHave_NotOverridden_IsNotSupported()
    {
        RecordingClient bare = new();

        Assert.Equal("recording", bare.Name);
        Assert.Throws<NotSupportedException>(() => bare.Entities);
        await Assert.ThrowsAsync<NotSupportedException>(() => bare.TerminateInstanceAsync("id"));
        await Assert.ThrowsAsync<NotSupportedException>(() => bare.PurgeInstanceAsync("id"));
        await Assert.ThrowsAsync<NotSupportedException>(() => bare.PurgeAllInstancesAsync(new()));
        await Assert.ThrowsAsync<NotSupportedException>(() => bare.RestartAsync("id"));
        await Assert.ThrowsAsync<NotSupportedException>(() => bare.RewindInstanceAsync("id", "why"));
        await Assert.ThrowsAsync<NotSupportedException>(() => bare.ListInstanceIdsAsync());
    }

    private sealed class FullClient : RecordingClient
    {
        public override Task TerminateInstanceAsync(
            string instanceId,
            TerminateInstanceOptions? options = null,
            CancellationToken cancellation = default) =>
            Record("terminate", instanceId, options, cancellation);

        public override async Task<PurgeResult> PurgeInstanceAsync(
            string instanceId, PurgeInstanceOptions? options = null, CancellationToken cancellation = default)
        {
            await Record("purge", instanceId, options, cancellation);
            return new PurgeResult(1);
        }

        public override async Task<PurgeResult> PurgeAllInstancesAsync(
            PurgeInstancesFilter filter,
            PurgeInstanceOptions? options = null,
            CancellationToken cancellation = default)
        {
            await Record("purge all", filter, options, cancellation);
            return new PurgeResult(1);
        }
    }
}
