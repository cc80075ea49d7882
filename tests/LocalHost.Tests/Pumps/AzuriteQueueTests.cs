using Azure.Storage.Queues;
using TradingBase.LocalHost.Pumps;

namespace TradingBase.LocalHost.Tests.Pumps;

/// <summary>The storage queue against Azurite, where one runs.</summary>
public sealed class AzuriteQueueTests : QueueContract
{
    private const string Variable = "TRADINGBASE_AZURITE";

    internal override async Task<IQueue> OpenAsync(string name)
    {
        string? account = Environment.GetEnvironmentVariable(Variable);
        Skip.If(string.IsNullOrEmpty(account), $"{Variable} names no running Azurite.");
        QueueClient client = QueueFactory.Connect(account!, name);
        await client.CreateIfNotExistsAsync();
        await client.ClearMessagesAsync();
        return new StorageQueue(client, new(), TimeProvider.System);
    }

    // Azurite has no clock but the machine's.
    internal override Task PassAsync(TimeSpan time) => Task.Delay(time + TimeSpan.FromMilliseconds(200));
}
