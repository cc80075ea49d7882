namespace TradingBase.Testing.Exchange;

/// <summary>What can go wrong with one request.</summary>
public enum TrapKind
{
    /// <summary>429; the value is Retry-After in seconds, null leaves the header out. Not executed.</summary>
    TooManyRequests,

    /// <summary>The venue's ban (418, or its like); the value is Retry-After in seconds. Not
    /// executed.</summary>
    Banned,

    /// <summary>200 with an error inside, of the kind that may pass. Not executed.</summary>
    ErrorInside,

    /// <summary>503 without a usable body. Not executed.</summary>
    Unavailable,

    /// <summary>Executed, and the answer never comes.</summary>
    LostAnswer,

    /// <summary>Not executed, and the answer never comes.</summary>
    LostRequest,

    /// <summary>The connection is cut before anything was executed.</summary>
    CutBefore,

    /// <summary>Executed, the connection is cut before the answer.</summary>
    CutAfter,

    /// <summary>Executed, a gateway answers 504.</summary>
    GatewayTimeoutAfter,

    /// <summary>Not executed, a gateway answers 504.</summary>
    GatewayTimeoutBefore,

    /// <summary>Executed, and the venue itself says that it does not know.</summary>
    OutcomeUnknown,

    /// <summary>Executed without an answer; queries find the order only after the value's seconds.</summary>
    LateVisible,

    /// <summary>The request without an answer arrives after the value's seconds.</summary>
    LateArrival,

    /// <summary>The order trades (the value's share of it) before its answer arrives, which knows
    /// nothing.</summary>
    FillBeforeAnswer,

    /// <summary>The order trades (the value's share) just before the cancel arrives.</summary>
    FillBeforeCancel,

    /// <summary>The order trades (the value's share of what was left) although its cancel was
    /// confirmed.</summary>
    FillAfterCancel,

    /// <summary>Only the value (base) trades at each level from now on, until the next quote.</summary>
    ThinDepth,

    /// <summary>The venue's clock goes by the value's seconds against the world's from now on.</summary>
    ClockSkew,

    /// <summary>The venue has seen a higher nonce.</summary>
    NonceBack,

    /// <summary>A page whose successor is itself.</summary>
    PageLoop,

    /// <summary>Numbers in exponent form.</summary>
    ExponentNumbers,

    /// <summary>An order status nobody has heard of.</summary>
    UnknownStatus,

    /// <summary>Every trade twice.</summary>
    DuplicateTrades,

    /// <summary>Trades in reverse order.</summary>
    ReorderedTrades,

    /// <summary>Trades at another price (times the value) than in an earlier reading.</summary>
    OtherPrice,

    /// <summary>Executed; half of the JSON, as if it were whole.</summary>
    HalfBody,

    /// <summary>Executed; the connection is cut within the body.</summary>
    CutInBody,

    /// <summary>Executed; 200 without a body.</summary>
    EmptyBody,

    /// <summary>Executed; the answer takes the value's seconds.</summary>
    SlowAnswer,

    /// <summary>All prices are multiplied by the value first.</summary>
    PriceJump,

    /// <summary>All prices that may turn negative first.</summary>
    NegativePrice,

    /// <summary>All symbols are halted for the value's seconds.</summary>
    Halt,

    /// <summary>All symbols split by the value first.</summary>
    Split,
}
