namespace TradingBase.Compute;

/// <summary>What a table knows of each endpoint.</summary>
internal enum RouteColumn
{
    /// <summary>US dollars for a token that is read anew.</summary>
    UsdPerInputToken,

    /// <summary>US dollars for a token that is still held.</summary>
    UsdPerCachedToken,

    /// <summary>US dollars for a token of output.</summary>
    UsdPerOutputToken,

    /// <summary>US dollars for any answer.</summary>
    UsdPerAnswer,

    /// <summary>Seconds to the first token, mean.</summary>
    FirstTokenMean,

    /// <summary>Seconds squared.</summary>
    FirstTokenVariance,

    /// <summary>Seconds for a token of output, mean.</summary>
    OutputTokenMean,

    /// <summary>Seconds squared: the mean times itself.</summary>
    OutputTokenMeanSquared,

    /// <summary>Seconds squared.</summary>
    OutputTokenVariance,

    /// <summary>Chance that a call does not fail, in time or not.</summary>
    Success,

    /// <summary>US dollars that a token would be worth to others.</summary>
    ShadowUsdPerToken,

    /// <summary>US dollars that a second of a place would be worth to others.</summary>
    ShadowUsdPerSecond,
}
