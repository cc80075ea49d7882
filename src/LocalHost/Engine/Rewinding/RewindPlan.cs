using Microsoft.DurableTask.Client;
using TradingBase.LocalHost.Engine.Reading;
using TradingBase.LocalHost.Engine.Tables;

namespace TradingBase.LocalHost.Engine.Rewinding;

/// <summary>A failed instance and, beneath it, the failed children that it waits for: all go on
/// together.</summary>
/// <param name="core">Has the store, which is only read, and the current code.</param>
/// <param name="reason">Why.</param>
internal sealed class RewindPlan(EngineCore core, string? reason)
{
    private readonly List<RewoundInstance> _instances = [];

    /// <summary>The instances, each before its children.</summary>
    internal IReadOnlyList<RewoundInstance> Instances => _instances;

    /// <summary>Looks at an instance and at everything beneath it.</summary>
    /// <param name="id">Whose failure is to be undone.</param>
    /// <exception cref="InstanceNotFoundException">Nobody has the id.</exception>
    /// <exception cref="InstanceStateException">The instance has not failed.</exception>
    internal void Make(string id)
    {
        (long Key, OrchestrationRuntimeStatus Status) found =
            core.Store.Read(connection => InstanceStore.Find(connection, id))
            ?? throw new InstanceNotFoundException(id);
        if (found.Status is not OrchestrationRuntimeStatus.Failed)
        {
            throw new InstanceStateException(
                id, $"is {found.Status}; only one that has failed can be rewound (failed precondition)");
        }

        Add(found.Key);
    }

    private void Add(long key)
    {
        (InstanceRow? row, StoredHistory history, long updated) = core.Store.Read(connection =>
            Moment.Of(connection, () => (
                InstanceStore.ReadRow(connection, key),
                InstanceStore.ReadHistory(connection, key),
                RewindCommit.Updated(connection, key))));
        if (row is null)
        {
            // Purged since it was found; the commit will notice and the plan is made anew.
            return;
        }

        var rewinder = new Rewinder(
            row,
            history.Events,
            core.Services,
            new PayloadShelf(core.Store, core.Table),
            id => core.Store.Read(connection => RewindCommit.ReadChild(connection, row, id)));
        RewoundInstance instance = rewinder.Run(updated, core.Now, reason);
        _instances.Add(instance);
        foreach ((ChildState child, int _) in instance.Children)
        {
            if (child.Status is OrchestrationRuntimeStatus.Failed)
            {
                Add(child.Key);
            }
        }
    }
}
