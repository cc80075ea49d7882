using System.Collections.Concurrent;
using Azure.Storage.Queues;
using Microsoft.Extensions.Configuration;
using TradingBase.LocalHost.Storage;

namespace TradingBase.LocalHost.Pumps;

/// <summary>Opens storage queues where a connection string is set, and the store's own queues
/// elsewhere.</summary>
/// <param name="store">Holds the tables of <see cref="SqliteQueueSchema"/>.</param>
/// <param name="configuration">Where connection strings are.</param>
/// <param name="settings">How a storage queue is read.</param>
/// <param name="time">Measures invisibility.</param>
internal sealed class QueueFactory(
    StoreFile store, IConfiguration configuration, HostSettings settings, TimeProvider time) : IQueueFactory
{
    internal const string UsualConnection = "AzureWebJobsStorage";

    private readonly ConcurrentDictionary<(string Name, string Connection), Lazy<IQueue>> _queues = new();

    /// <inheritdoc/>
    public IQueue Open(string name, string? connection = null)
    {
        string setting = string.IsNullOrEmpty(connection) ? UsualConnection : connection;
        return _queues
            .GetOrAdd((QueueNames.Check(name), setting), key => new(() => Make(key.Name, key.Connection)))
            .Value;
    }

    private IQueue Make(string name, string setting)
    {
        string? account = configuration[setting] ?? configuration.GetConnectionString(setting);
        if (string.IsNullOrWhiteSpace(account))
        {
            return new SqliteQueue(store, name, time);
        }

        // The texts are decoded here, so that one that is not base64 does not spoil its whole batch.
        QueueClientOptions options = new() { MessageEncoding = QueueMessageEncoding.None };
        return new StorageQueue(new QueueClient(account, name, options), settings.Queues, time);
    }
}
