namespace TradingBase.Desk;

/// <summary>What a comparison with a venue may find.</summary>
public enum ReconciliationFindingKind
{
    /// <summary>An order of ours stood elsewhere at the venue; it was settled from its answer.</summary>
    OrderSettled,

    /// <summary>An order is open at the venue that this desk did not send.</summary>
    OrderExternal,

    /// <summary>An order of ours that has ended by the books is open at the venue.</summary>
    OrderRevived,

    /// <summary>An order that this desk did not send is open no more.</summary>
    ExternalEnded,

    /// <summary>A fill that the books lacked was posted.</summary>
    FillPosted,

    /// <summary>Units that the venue counts as filled without showing the fill were posted.</summary>
    FillSynthesised,

    /// <summary>An approval that nobody may send any more was released.</summary>
    ApprovalReleased,

    /// <summary>The balances of a venue's account were taken over.</summary>
    AccountAdopted,

    /// <summary>An order that was open at the venue is not known there any more; it was ended.</summary>
    OrderVanished,

    /// <summary>Units held differ.</summary>
    PositionDiffers,

    /// <summary>Average entry prices differ.</summary>
    PriceDiffers,

    /// <summary>Cash differs.</summary>
    CashDiffers,
}
