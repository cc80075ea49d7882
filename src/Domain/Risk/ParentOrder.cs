using TradingBase.Strategy;

namespace TradingBase.Risk;

/// <summary>An order that is placed in slices.</summary>
/// <param name="Instrument">What it is of.</param>
/// <param name="Side">Buy or sell.</param>
/// <param name="Quantity">Units that were approved of it.</param>
/// <param name="Given">Units that its slices hold or have filled, without those of the batch.</param>
public sealed record ParentOrder(InstrumentId Instrument, OrderSide Side, decimal Quantity, decimal Given);
