using TradingBase.LocalHost.Engine;
using TradingBase.LocalHost.Engine.Reading;
using TradingBase.LocalHost.Operations;

namespace TradingBase.LocalHost.Commands.Instances;

/// <summary>A way to the instances: the store's file, or the host that holds it.</summary>
internal interface IInstanceDesk : IDisposable
{
    /// <summary>Reads one page of a list, the newest first.</summary>
    Task<InstancePage> ListAsync(
        InstanceFilter filter, string? token, int take, CancellationToken cancellationToken);

    /// <summary>Reads one instance.</summary>
    /// <exception cref="InstanceNotFoundException">There is none of that id.</exception>
    Task<InstanceDocument> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>Reads a page of an instance's history.</summary>
    /// <exception cref="InstanceNotFoundException">There is none of that id.</exception>
    Task<HistoryDocument> HistoryAsync(string id, HistoryQuery query, CancellationToken cancellationToken);

    /// <summary>Steers an instance; it is on the disk when this returns.</summary>
    /// <exception cref="InstanceNotFoundException">There is none of that id.</exception>
    /// <exception cref="InstanceStateException">Its state forbids it.</exception>
    Task<SteeringDocument> SteerAsync(Steering asked, CancellationToken cancellationToken);

    /// <summary>Removes ended instances, as many as one go may take.</summary>
    Task<SteeringDocument> PurgeAsync(InstanceFilter filter, CancellationToken cancellationToken);
}
