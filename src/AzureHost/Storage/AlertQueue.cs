using Azure.Core;
using Azure.Storage.Queues;
using Microsoft.Extensions.Configuration;
using TradingBase.Composition;

namespace TradingBase.AzureHost.Storage;

/// <summary>Finds the queue of alerts in the host's own storage account.</summary>
internal static class AlertQueue
{
    /// <summary>Name of the account, reached with an identity.</summary>
    internal const string AccountSetting = "AzureWebJobsStorage__accountName";

    private const string ConnectionSetting = "AzureWebJobsStorage";

    /// <summary>Makes the client; nothing is sent yet.</summary>
    /// <param name="settings">The app settings.</param>
    /// <param name="credential">Who may use the account.</param>
    /// <exception cref="ConfigurationException">The settings name no account.</exception>
    internal static QueueClient Connect(IConfiguration settings, TokenCredential credential)
    {
        // In base64, as host.json says of every queue.
        QueueClientOptions options = new() { MessageEncoding = QueueMessageEncoding.Base64 };
        if (settings[ConnectionSetting] is { Length: > 0 } connection)
        {
            return new(connection, QueueChannel.Queue, options);
        }

        string? account = settings[AccountSetting]
            ?? settings[AccountSetting.Replace("__", ":", StringComparison.Ordinal)];
        return Uri.TryCreate(
            $"https://{account}.queue.core.windows.net/{QueueChannel.Queue}", UriKind.Absolute,
            out Uri? address) && !string.IsNullOrEmpty(account)
                ? new(address, credential, options)
                : throw new ConfigurationException("app settings", [new(
                    AccountSetting, account is null ? "nothing" : $"\"{account}\"",
                    "the name of a storage account, since alerts.queue is true")]);
    }
}
