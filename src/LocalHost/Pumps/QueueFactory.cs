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

        return new StorageQueue(Connect(account, name), settings.Queues, time);
    }

    /// <summary>The client of a storage queue, as this host talks to it.</summary>
    /// <param name="account">A connection string.</param>
    /// <param name="name">Of the queue.</param>
    /// <returns>A client; nothing was sent yet.</returns>
    internal static QueueClient Connect(string account, string name)
    {
        // A fixed version: emulators that are older than the client refuse the client's own newest one.
        // The texts are decoded here, so that one that is not base64 does not spoil its whole batch.
        QueueClientOptions options = new(QueueClientOptions.ServiceVersion.V2021_12_02)
        {
            MessageEncoding = QueueMessageEncoding.None,
        };
        return new QueueClient(account, name, options);
    }
}
