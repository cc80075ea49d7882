using System.Diagnostics;
using TradingBase.LocalHost.Engine.Histories;
using TradingBase.LocalHost.Engine.Tables;
using TradingBase.LocalHost.Engine.Tracing;
using TradingBase.LocalHost.Storage;

namespace TradingBase.LocalHost.Engine;

/// <content>How calls reach the store and the instances.</content>
internal sealed partial class LocalClient
{
    private async Task StartAsync(StartCommit commit, Activity? span, CancellationToken cancellation)
    {
        try
        {
            core.Store.Writer.Send(commit);
            await commit.Done.WaitAsync(cancellation);
        }
        catch (Exception refusal)
        {
            span.Fail(refusal);
            throw;
        }
    }

    private async Task SteerAsync(string id, HistoryEvent item, CancellationToken cancellation)
    {
        CheckId(id, "instanceId");
        try
        {
            await TellAsync(id, item, cancellation);
        }
        catch (InstanceStateException) when (core.ToleratesIdleSteering)
        {
            // It is as it was asked to be, or has ended; whoever set the option does not mind.
        }
    }

    private async Task TellAsync(string id, HistoryEvent item, CancellationToken cancellation)
    {
        CheckStarted();
        cancellation.ThrowIfCancellationRequested();
        Instance instance = core.Table.Find(id) ?? await FindStartedAsync(id, item, cancellation);

        var kept = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        core.Post(instance, new(item, Ack: kept));
        await kept.Task.WaitAsync(cancellation);
    }

    private async Task<Instance> FindStartedAsync(
        string id, HistoryEvent item, CancellationToken cancellation)
    {
        if (_queries.FindStatus(id) is { } found && !EngineSchema.IsTerminal(found.Status))
        {
            // On the disk already, but the writer has not said so yet; it will have when this is its turn.
            await core.Store.Writer.WriteAsync(new NothingToWrite()).WaitAsync(cancellation);
            if (core.Table.Find(id) is { } started)
            {
                return started;
            }
        }

        throw _queries.FindStatus(id) is { } ended
            ? InstanceStateException.TooLate(id, $"is {ended.Status}", item.Kind)
            : new InstanceNotFoundException(id);
    }
}
