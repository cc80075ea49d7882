namespace TradingBase.Testing.Exchange;

/// <summary>How long an order stays.</summary>
public enum ExchangeValidity
{
    /// <summary>Until it is canceled.</summary>
    UntilCanceled,

    /// <summary>What does not trade at once expires.</summary>
    AtOnceOrCancel,

    /// <summary>All of it trades at once, or nothing.</summary>
    AllOrNothing,
}
