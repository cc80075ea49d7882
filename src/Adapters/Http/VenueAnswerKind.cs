namespace TradingBase.Adapters.Http;

/// <summary>What an answer proves.</summary>
/// <remarks>
/// Source: nautilus_trader's split: a 4xx with a venue's code is definitive, a lost line or a 5xx is not.
/// </remarks>
internal enum VenueAnswerKind
{
    /// <summary>The venue did what was asked.</summary>
    Done,

    /// <summary>The venue refused with a code of its own: nothing was done.</summary>
    Refused,

    /// <summary>Too many requests: nothing was done, later it might be.</summary>
    RateLimited,

    /// <summary>Shut out for a while: nothing was done, and asking on makes it longer.</summary>
    Banned,

    /// <summary>It is not known whether anything was done.</summary>
    Unknown,
}
