using TradingBase.Execution;

namespace TradingBase.Functions.Messages;

/// <summary>How an order is looked after.</summary>
/// <param name="GiveUpAt">When it is taken back, UTC; null never.</param>
/// <param name="LateFillPatience">How long after its end it is asked once more; zero for never.</param>
/// <param name="Resumed">Whether it was intended before: it is long under way.</param>
/// <param name="Refused">Where it stands when it is not this desk's order, or null.</param>
/// <param name="CancelAsked">Whether a person wants it back.</param>
public sealed record OrderCare(
    DateTimeOffset? GiveUpAt, TimeSpan LateFillPatience, bool Resumed, OrderReport? Refused = null,
    bool CancelAsked = false);
