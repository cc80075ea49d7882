using TradingBase.Markets;
using TradingBase.Testing.Exchange;

namespace TradingBase.Simulation.Tests.Orders;

/// <summary>What is traded at a venue of the simulation.</summary>
/// <param name="Instrument">The desk's word for it.</param>
/// <param name="Listed">The exchange's.</param>
internal sealed record VenuePair(Instrument Instrument, ExchangeSymbol Listed);
