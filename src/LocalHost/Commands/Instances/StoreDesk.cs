using Microsoft.Extensions.Logging.Abstractions;
using TradingBase.LocalHost.Engine;
using TradingBase.LocalHost.Engine.Reading;
using TradingBase.LocalHost.Engine.Tables;
using TradingBase.LocalHost.Operations;
using TradingBase.LocalHost.Storage;

namespace TradingBase.LocalHost.Commands.Instances;

/// <summary>The way through the store's file: reading while a host runs, steering while none does.</summary>
/// <param name="reader">Of the store.</param>
internal sealed class StoreDesk(StoreReader reader) : IInstanceDesk
{
    private StoreFile? _store;

    /// <inheritdoc/>
    public Task<InstancePage> ListAsync(
        InstanceFilter filter, string? token, int take, CancellationToken cancellationToken) =>
        Task.FromResult(reader.Read(connection => InstanceReader.Page(connection, filter, token, take)));

    /// <inheritdoc/>
    public Task<InstanceDocument> FindAsync(string id, CancellationToken cancellationToken) =>
        Task.FromResult(
            reader.Read(connection => InstanceReader.Find(connection, id, PayloadDocument.UsualLimit))
            ?? throw new InstanceNotFoundException(id));

    /// <inheritdoc/>
    public Task<HistoryDocument> HistoryAsync(
        string id, HistoryQuery query, CancellationToken cancellationToken) => Task.FromResult(
            reader.Read(connection => InstanceReader.History(connection, id, query))
            ?? throw new InstanceNotFoundException(id));

    /// <inheritdoc/>
    public Task<SteeringDocument> SteerAsync(Steering asked, CancellationToken cancellationToken) =>
        asked.Verb is SteeringVerb.Rewind
            ? throw new UsageException(
                "rewind: a failed instance is rewound by a running host alone; start one, and give its "
                + "address with --url.")
            : StoreSteering.RunAsync(Hold(), asked, TimeProvider.System.GetUtcNow());

    /// <inheritdoc/>
    public Task<SteeringDocument> PurgeAsync(InstanceFilter filter, CancellationToken cancellationToken) =>
        BulkPurge.RunAsync(Hold(), filter, int.MaxValue, cancellationToken);

    /// <inheritdoc/>
    public void Dispose()
    {
        reader.Dispose();
        _store?.Dispose();
    }

    private StoreFile Hold()
    {
        try
        {
            return _store ??= StoreFile.Open(reader.Path, [new EngineSchema()], NullLoggerFactory.Instance);
        }
        catch (StoreInUseException inUse)
        {
            throw new StoreHeldException(inUse.File);
        }
    }
}
