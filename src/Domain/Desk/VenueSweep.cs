namespace TradingBase.Desk;

/// <summary>One sweep over a venue's orders.</summary>
/// <param name="Venue">Name of the broker.</param>
/// <param name="Canceled">Orders that it was asked to take back, as far as it tells.</param>
/// <param name="OpenOrders">Orders that still work; null when it did not say.</param>
/// <param name="Trouble">Why it did not answer, or null.</param>
public sealed record VenueSweep(string Venue, int Canceled, int? OpenOrders, string? Trouble);
