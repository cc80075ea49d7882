namespace TradingBase.Compute;

/// <summary>What keeps an endpoint from answering a request.</summary>
[Flags]
public enum RouteObstacle
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>It is not among those that may answer.</summary>
    NotAllowed = 1,

    /// <summary>It is left alone for a while.</summary>
    Closed = 2,

    /// <summary>It answers as many at once as it takes.</summary>
    NoPlace = 4,

    /// <summary>Its window takes no more requests.</summary>
    NoRequest = 8,

    /// <summary>Its window takes less input.</summary>
    NoInputTokens = 16,

    /// <summary>Its window takes less output than is declared.</summary>
    NoOutputTokens = 32,

    /// <summary>Its window takes fewer tokens than input and declared output.</summary>
    NoTokens = 64,
}
