namespace TradingBase.Execution;

/// <summary>Where an order stands; the FIX OrdStatus beside it.</summary>
public enum OrderStatus
{
    /// <summary>Made, not sent.</summary>
    Created,

    /// <summary>Refused by the gate.</summary>
    Denied,

    /// <summary>Sent, no answer yet (PendingNew, A).</summary>
    Submitted,

    /// <summary>Working at the venue (New, 0).</summary>
    Accepted,

    /// <summary>A stop order's price was touched.</summary>
    Triggered,

    /// <summary>Some of it is filled (1).</summary>
    PartiallyFilled,

    /// <summary>All of it is filled (2).</summary>
    Filled,

    /// <summary>A cancel was sent (6).</summary>
    PendingCancel,

    /// <summary>A change was sent (E).</summary>
    PendingReplace,

    /// <summary>Taken back (4); a late fill may still come.</summary>
    Canceled,

    /// <summary>Refused by the venue (8).</summary>
    Rejected,

    /// <summary>Ended by its time in force (C).</summary>
    Expired,

    /// <summary>Sent without a definitive answer: to be asked for, never sent again.</summary>
    Unknown,
}
