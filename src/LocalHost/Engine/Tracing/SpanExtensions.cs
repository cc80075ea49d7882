using System.Diagnostics;
using Microsoft.DurableTask;
using TradingBase.LocalHost.Engine.Histories;

namespace TradingBase.LocalHost.Engine.Tracing;

/// <summary>How spans end.</summary>
internal static class SpanExtensions
{
    /// <summary>Says that a unit failed; a span that nobody listens to is null and takes it too.</summary>
    internal static void Fail(this Activity? span, string type, string message) => span?
        .SetTag("error.type", type)
        .SetStatus(ActivityStatusCode.Error, message);

    /// <summary>As above; an exception whose own message throws is told of too.</summary>
    internal static void Fail(this Activity? span, Exception exception)
    {
        if (span is not null)
        {
            TaskFailureDetails details = Failure.Of(exception, null).Details;
            span.Fail(details.ErrorType, details.ErrorMessage);
        }
    }

    /// <summary>Ends a span of the past.</summary>
    internal static void EndAt(this Activity span, long ticks)
    {
        span.SetEndTime(new(ticks, DateTimeKind.Utc));
        span.Stop();
    }
}
