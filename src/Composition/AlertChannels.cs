using Microsoft.Extensions.DependencyInjection;
using TradingBase.Adapters.Alerts;
using TradingBase.Adapters.Http;
using TradingBase.Composition.Options;
using TradingBase.Desk;

namespace TradingBase.Composition;

/// <summary>Registers who is told of alerts beside the log.</summary>
internal static class AlertChannels
{
    /// <summary>Registers the webhook where one is configured.</summary>
    /// <returns><paramref name="services"/>.</returns>
    /// <exception cref="ConfigurationException">
    /// A variable that is named is not set, or holds no address of a webhook.
    /// </exception>
    internal static IServiceCollection AddAlertChannels(
        this IServiceCollection services, AlertsSection alerts, Func<string, string?> readVariable)
    {
        if (alerts.WebhookVariable is not { } name)
        {
            return services;
        }

        // Found out at the start, not when the first alert cannot be told.
        if (!WebhookChannel.IsAddress(readVariable(name)))
        {
            throw new ConfigurationException("configuration", [new(
                "$.alerts.webhookVariable", $"the variable {name}",
                "a variable that holds an https address")]);
        }

        if (alerts.WebhookSecretVariable is { } secret && string.IsNullOrEmpty(readVariable(secret)))
        {
            throw new ConfigurationException("configuration", [new(
                "$.alerts.webhookSecretVariable", $"the variable {secret}, which is not set",
                "a variable that holds a secret")]);
        }

        WebhookOptions options = new(
            new VenueSecret(name, readVariable),
            alerts.WebhookSecretVariable is { } known ? new VenueSecret(known, readVariable) : null)
        {
            Timeout = TimeSpan.FromSeconds(alerts.TimeoutSeconds),
            Attempts = alerts.Attempts,
        };
        return services.AddSingleton(options).AddSingleton<IAlertChannel, WebhookChannel>();
    }
}
