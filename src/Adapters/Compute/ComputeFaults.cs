using System.ClientModel;
using System.Text.Json;
using Anthropic.Exceptions;
using TradingBase.Adapters.Http;
using TradingBase.Compute;

namespace TradingBase.Adapters.Compute;

/// <summary>Says what a fault means for the question: ask elsewhere, or nowhere else.</summary>
/// <remarks>
/// Pure. A provider's own words go before the status, which proxies and compatibles choose freely. Messages
/// are made of status, words and names, never of what an endpoint wrote or was sent.
/// </remarks>
internal static class ComputeFaults
{
    private static readonly HashSet<string> Overloaded = Words(
        "overloaded_error", "overloaded", "server_overloaded", "engine_overloaded_error", "slow_down",
        "UNAVAILABLE");

    private static readonly HashSet<string> UsedUp = Words(
        "insufficient_quota", "billing_error", "billing_hard_limit_reached", "billing_not_active",
        "exceeded_current_quota_error", "insufficient_balance", "quota_exceeded", "insufficient_credits",
        "contract_spend_limit_reached", "enforced_spend_limit_reached",
        "linked_organization_spend_limit_reached", "linked_organization_billing_unavailable");

    private static readonly HashSet<string> Declined = Words(
        "content_filter", "content_policy_violation", "ResponsibleAIPolicyViolation");

    private static readonly HashSet<string> Limited = Words(
        "rate_limit_error", "rate_limit_exceeded", "RateLimitReached", "tokens_limit_reached",
        "RESOURCE_EXHAUSTED", "too_many_requests", "ramp_limit_exceeded");

    private static readonly HashSet<string> Late = Words("timeout_error", "DEADLINE_EXCEEDED");

    /// <summary>Turns whatever came out of a stream into the failure that the desk knows.</summary>
    /// <param name="endpoint">Whose stream.</param>
    /// <param name="fault">What was thrown.</param>
    /// <param name="redact">Takes the endpoint's key out of a message.</param>
    /// <returns>The failure, or null when the fault is none of an endpoint's.</returns>
    internal static TradingBaseException? Of(
        Endpoint endpoint, Exception fault, Func<string, string> redact)
    {
        for (Exception? cause = fault; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case ComputeUnavailableException or ComputeRefusedException:
                    return (TradingBaseException)cause;
                case ModelFaultException told:
                    return Of(endpoint, told.Fault, redact);
                case HttpRequestException lost:
                    return Of(endpoint, lost.HttpRequestError);
                case OperationCanceledException or TimeoutException:
                    return Unavailable(endpoint, ComputeFailure.TimedOut, "it was silent for too long.");
                case IOException:
                    return Unavailable(endpoint, ComputeFailure.Broken, "its stream broke off.");
                case JsonException:
                    return Unavailable(endpoint, ComputeFailure.Broken, "it said what is no JSON.");
                default:
                    break;
            }
        }

        return fault is AnthropicException or ClientResultException
            ? Unavailable(endpoint, ComputeFailure.Broken, "it said what its protocol does not know.")
            : null;
    }

    /// <summary>Says what a fault that an endpoint told means.</summary>
    internal static TradingBaseException Of(
        Endpoint endpoint, ModelFault fault, Func<string, string> redact)
    {
        string why = redact($"it {fault.Describe()}.");
        return RefusalOf(fault) is { } refusal
            ? new ComputeRefusedException(endpoint.Name, refusal, why)
            : new ComputeUnavailableException(endpoint.Name, why, fault.RetryAfter)
            {
                Failure = FailureOf(fault),
                Room = fault.Room,
            };
    }

    private static ComputeUnavailableException Of(Endpoint endpoint, HttpRequestError error) => error switch
    {
        HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError
            or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError =>
            Unavailable(endpoint, ComputeFailure.Unreachable, $"nobody answers there ({error})."),
        _ => Unavailable(endpoint, ComputeFailure.Broken, $"the connection failed ({error})."),
    };

    /// <returns>Null when another endpoint may answer.</returns>
    private static ComputeRefusal? RefusalOf(ModelFault fault)
    {
        if (Is(fault, Declined))
        {
            return ComputeRefusal.Declined;
        }

        // Inside an answer that had begun the question had been taken: what breaks then is the endpoint.
        if (fault.Status is < 400 or >= 500 || fault.SaysUsedUp || Is(fault, UsedUp) || Is(fault, Limited)
            || Is(fault, Overloaded) || Is(fault, Late))
        {
            return null;
        }

        return fault.Status switch
        {
            401 or 403 => ComputeRefusal.Unauthorized,
            402 or 408 or 409 or 425 or 429 => null,
            _ => ComputeRefusal.BadRequest,
        };
    }

    private static ComputeFailure FailureOf(ModelFault fault) =>
        fault.SaysUsedUp || Is(fault, UsedUp) || fault.Status is 402 ? Spent(fault)
        : Is(fault, Overloaded) ? ComputeFailure.Overloaded
        : Is(fault, Limited) || fault.Status is 429 ? ComputeFailure.RateLimited
        : Is(fault, Late) || fault.Status is 408 or 504 ? ComputeFailure.TimedOut
        : fault.Status is 503 or 529 ? ComputeFailure.Overloaded
        : ComputeFailure.Broken;

    // Google says "check your plan and billing" of each minute's window too, and then when it ends.
    private static ComputeFailure Spent(ModelFault fault) =>
        fault is { Status: 429, RetryAfter: not null } && Is(fault, Limited)
            ? ComputeFailure.RateLimited
            : ComputeFailure.QuotaExhausted;

    private static ComputeUnavailableException Unavailable(
        Endpoint endpoint, ComputeFailure failure, string why) =>
        new(endpoint.Name, why) { Failure = failure };

    private static bool Is(ModelFault fault, HashSet<string> words) =>
        words.Contains(fault.Type) || words.Contains(fault.Code);

    private static HashSet<string> Words(params string[] words) =>
        new(words, StringComparer.OrdinalIgnoreCase);
}
