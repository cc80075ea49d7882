namespace TradingBase.Desk;

/// <summary>What a person may post to a venue's books.</summary>
public enum HandPostingKind
{
    /// <summary>Cash put in.</summary>
    Deposit,

    /// <summary>Cash taken out.</summary>
    Withdrawal,

    /// <summary>What the venue took beside its trades; a rebate is negative.</summary>
    Fee,

    /// <summary>Interest that came in; paid when negative.</summary>
    Interest,

    /// <summary>A dividend that came in; paid when negative.</summary>
    Dividend,

    /// <summary>A correction of cash or of units.</summary>
    Adjustment,
}
