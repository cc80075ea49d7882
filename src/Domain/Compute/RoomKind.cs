namespace TradingBase.Compute;

/// <summary>What an endpoint can run out of.</summary>
public enum RoomKind
{
    /// <summary>Requests at once.</summary>
    Places,

    /// <summary>Requests within its window.</summary>
    Requests,

    /// <summary>Tokens of input within its window.</summary>
    InputTokens,

    /// <summary>Tokens of output within its window, counted as declared.</summary>
    OutputTokens,

    /// <summary>Tokens of input and declared output together within its window.</summary>
    Tokens,
}
