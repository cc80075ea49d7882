namespace TradingBase.Risk;

/// <summary>An order that is placed in slices, in the exposure book.</summary>
internal sealed class ParentExposure(ParentOrder order, bool isOpen)
{
    /// <summary>What is known of it.</summary>
    internal ParentOrder Order { get; } = order;

    /// <summary>Whether the parent itself is among the working orders, and counted there.</summary>
    internal bool IsOpen { get; } = isOpen;

    /// <summary>Units of its slices that are filled or open.</summary>
    internal decimal Given { get; set; } = order.Filled;
}
