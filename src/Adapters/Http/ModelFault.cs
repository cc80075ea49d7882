using System.Globalization;
using TradingBase.Compute;

namespace TradingBase.Adapters.Http;

/// <summary>What an endpoint told of a fault, without its prose: that may quote keys and questions.</summary>
/// <param name="Status">HTTP status; 200 when the fault came where an answer was expected.</param>
internal sealed record ModelFault(int Status)
{
    /// <summary>The provider's word for the kind of fault, or empty.</summary>
    internal string Type { get; init; } = "";

    /// <summary>The provider's closer word, or empty.</summary>
    internal string Code { get; init; } = "";

    /// <summary>Which part of the question it objects to, or empty.</summary>
    internal string Param { get; init; } = "";

    /// <summary>The provider's name of the call, for its support, or empty.</summary>
    internal string RequestId { get; init; } = "";

    /// <summary>Whether its prose says that what was paid for is used up.</summary>
    internal bool SaysUsedUp { get; init; }

    /// <summary>Whether its prose says that it does not know <c>max_completion_tokens</c>.</summary>
    internal bool SaysUnknownTokenCap { get; init; }

    /// <summary>When it wants to be asked again, or null.</summary>
    internal TimeSpan? RetryAfter { get; init; }

    /// <summary>What it says that it could still take, or null.</summary>
    internal EndpointRoom? Room { get; init; }

    /// <summary>Tells the fault in the provider's own words.</summary>
    /// <returns>The end of a sentence, such as <c>answered 429 (rate_limit_error)</c>.</returns>
    internal string Describe()
    {
        string[] words =
        [
            .. new[] { Type, Code == Type ? "" : Code, Param.Length > 0 ? $"parameter {Param}" : "",
                RequestId.Length > 0 ? $"request {RequestId}" : "" }.Where(word => word.Length > 0),
        ];
        string status = Status.ToString(CultureInfo.InvariantCulture);
        return words.Length == 0 ? $"answered {status}" : $"answered {status} ({string.Join(", ", words)})";
    }
}
