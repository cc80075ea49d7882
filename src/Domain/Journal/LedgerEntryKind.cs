namespace TradingBase.Journal;

/// <summary>What an entry is.</summary>
public enum LedgerEntryKind
{
    /// <summary>Cash in, or out when negative.</summary>
    Deposit,

    /// <summary>A fill's units and price.</summary>
    Trade,

    /// <summary>What a venue took.</summary>
    Fee,

    /// <summary>A company's payment.</summary>
    Dividend,

    /// <summary>Units changed by a corporate action.</summary>
    Split,

    /// <summary>A perpetual's payment.</summary>
    Funding,

    /// <summary>Interest on cash.</summary>
    Interest,

    /// <summary>One currency for another.</summary>
    Conversion,

    /// <summary>What inference cost.</summary>
    InferenceCost,

    /// <summary>A correction with a person's name.</summary>
    Adjustment,
}
