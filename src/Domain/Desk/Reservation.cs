namespace TradingBase.Desk;

/// <summary>What a judgement changes in the exposure register, kept together with it or not at all.</summary>
/// <param name="Verdict">What the gate said.</param>
/// <param name="Opened">Orders that it let through.</param>
/// <param name="Changed">Orders that were open before and give units to those.</param>
public sealed record Reservation(
    CycleVerdict Verdict, IReadOnlyList<OpenOrder> Opened, IReadOnlyList<OpenOrder> Changed);
