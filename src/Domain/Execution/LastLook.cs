using TradingBase.Risk;

namespace TradingBase.Execution;

/// <summary>Looks once more whether an order may go, by what is so at that moment.</summary>
/// <param name="cancellationToken">Abandons the look; the order is not sent then.</param>
/// <returns>What speaks against it, or null.</returns>
public delegate Task<Denial?> LastLook(CancellationToken cancellationToken);
