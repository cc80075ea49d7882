using TradingBase.Risk;

namespace TradingBase.Desk;

/// <summary>Reads what bounds orders beside what is held: limits, suspensions, versions, venues.</summary>
/// <param name="limits">The limits in force.</param>
/// <param name="suspensions">Courses that wait for a person.</param>
/// <param name="facts">What does not change while the desk runs.</param>
public sealed class DeskBounds(LimitBook limits, SuspensionBook suspensions, DeskFacts facts)
{
    /// <summary>Reads the limits in force.</summary>
    public Task<RiskLimitSet> LimitsAsync(DateTimeOffset deskTime, CancellationToken cancellationToken) =>
        limits.ReadAsync(deskTime, cancellationToken);

    /// <summary>Writes the rest of the bounds into a situation.</summary>
    public async Task<RiskSituation> BindAsync(
        RiskSituation situation, CancellationToken cancellationToken) => situation with
        {
            Running = facts.Running,
            NoMarketOrders = facts.NoMarketOrders,
            Suspended = (await suspensions.ReadAsync(cancellationToken))
                .Select(suspension => suspension.Course).ToHashSet(),
        };
}
