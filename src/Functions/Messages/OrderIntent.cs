using TradingBase.Strategy;

namespace TradingBase.Functions.Messages;

/// <summary>What an outside strategy wants; it goes through the same gate as the desk's own orders.</summary>
/// <param name="IntentId">The strategy's own id: the same id is the same order.</param>
/// <param name="Strategy">Who wants it.</param>
/// <param name="Market">Which market, by name.</param>
/// <param name="Symbol">Bare symbol.</param>
/// <param name="Side">Buy or sell.</param>
/// <param name="Quantity">Units; greater than zero; judged, not rounded.</param>
/// <param name="DecidedAt">When the strategy decided, UTC; older than the gate's limit is refused.</param>
/// <param name="LimitPrice">Worst price, quote currency, or null for a market order.</param>
/// <param name="AsOf">The moment of recorded data to trade at, UTC, or null for the present.</param>
/// <param name="Execution">
/// How a live order is worked, such as <c>{ "algorithm": "twap", "slices": 6, "minutes": 30 }</c>
/// (<c>none</c>, <c>twap</c>, <c>participation</c> with its <c>share</c> of the volume); null leaves that to
/// the configuration.
/// </param>
public sealed record OrderIntent(
    string IntentId, string Strategy, string Market, string Symbol, OrderSide Side, decimal Quantity,
    DateTimeOffset DecidedAt, decimal? LimitPrice = null, DateTimeOffset? AsOf = null,
    ExecutionPlan? Execution = null);
