using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.Logging;
using TradingBase.LocalHost.Engine.Functions;
using TradingBase.LocalHost.Engine.Histories;

namespace TradingBase.LocalHost.Engine.Replaying;

/// <summary>What all replayed orchestrations of an engine share.</summary>
/// <param name="Provider">The host's services.</param>
/// <param name="Functions">Who can be called.</param>
/// <param name="Payloads">Values to bytes and back.</param>
/// <param name="Loggers">For replay-safe loggers.</param>
/// <param name="ExceptionProperties">Adds values to failures; null for none.</param>
/// <param name="MaximumTimerInterval">The longest single timer; null for no limit.</param>
internal sealed record ReplayServices(
    IServiceProvider Provider,
    FunctionIndex Functions,
    PayloadConverter Payloads,
    ILoggerFactory Loggers,
    IExceptionPropertiesProvider? ExceptionProperties,
    TimeSpan? MaximumTimerInterval)
{
    /// <summary>The version that sub-orchestrations take; null for none.</summary>
    internal string? DefaultVersion { get; init; }

    /// <summary>Whether an instance fails that nothing can wake.</summary>
    internal bool FailStuck { get; init; }
}
