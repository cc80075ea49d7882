using Microsoft.Extensions.Logging;
using TradingBase.Desk;

namespace TradingBase.Functions;

/// <summary>Writes every alert into the host's log.</summary>
/// <param name="logger">Takes one line per alert.</param>
public sealed partial class LogChannel(ILogger<LogChannel> logger) : IAlertChannel
{
    /// <inheritdoc/>
    public string Name => "log";

    /// <inheritdoc/>
    public Task TellAsync(Alert alert, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(alert);
        Log(
            alert.Severity is AlertSeverity.Critical ? LogLevel.Error : LogLevel.Warning, alert.Kind,
            alert.Message, alert.Id);
        return Task.CompletedTask;
    }

    [LoggerMessage("Alert {Kind}: {Message} ({AlertId})")]
    private partial void Log(LogLevel level, string kind, string message, string alertId);
}
