using TradingBase.Execution;

namespace TradingBase.Desk;

/// <summary>An order at a venue that this desk did not send.</summary>
/// <param name="Order">As the venue tells it.</param>
/// <param name="FirstSeenAt">When it was seen first, UTC.</param>
/// <param name="FilledBefore">Units that were filled by then: the books have them already.</param>
public sealed record ExternalOrder(VenueOrder Order, DateTimeOffset FirstSeenAt, decimal FilledBefore);
