namespace TradingBase.Risk;

/// <summary>An order that is placed in slices, in the exposure book.</summary>
internal sealed class ParentExposure(ParentOrder order)
{
    /// <summary>What is known of it.</summary>
    internal ParentOrder Order { get; } = order;

    /// <summary>Units of its slices that are filled or open, those of the batch included.</summary>
    internal decimal Given { get; set; } = order.Given;
}
