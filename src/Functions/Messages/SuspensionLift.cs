using TradingBase.Strategy;

namespace TradingBase.Functions.Messages;

/// <summary>A person's wish to let a course order again.</summary>
/// <param name="Strategy">Whose orders.</param>
/// <param name="Instrument">Of what, such as <c>AAPL@us-equities</c>.</param>
/// <param name="Side">Buys or sells.</param>
/// <param name="By">The person.</param>
/// <param name="Why">A sentence.</param>
public sealed record SuspensionLift(
    string Strategy, InstrumentId Instrument, OrderSide Side, string By, string Why);
