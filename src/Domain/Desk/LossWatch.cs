using TradingBase.Risk;

namespace TradingBase.Desk;

/// <summary>Holds the desk back when the day's loss or the drawdown comes near its limit or beyond.</summary>
/// <param name="store">Remembers how bad each loss was when the desk was held for it.</param>
/// <param name="guard">Sets the holds.</param>
/// <param name="limits">The largest losses, as they are in force.</param>
/// <param name="options">How near is near.</param>
/// <remarks>
/// A hold is set when a loss becomes worse, not for as long as it lasts: what a named person lifted stays
/// lifted until the loss passes the next line, or the same one again. The gate's rules go on denying.
/// </remarks>
public sealed class LossWatch(IStateStore store, DeskGuard guard, LimitBook limits, GuardOptions options)
{
    private const string Partition = "desk";

    /// <summary>Measures the losses and sets what holds they ask for.</summary>
    /// <param name="desk">Peak and day.</param>
    /// <param name="equity">Equity now, base currency.</param>
    /// <param name="deskTime">UTC.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    public async Task WatchAsync(
        DeskState desk, decimal equity, DateTimeOffset deskTime, CancellationToken cancellationToken)
    {
        foreach (LossReading reading in await MeasureAsync(desk, equity, deskTime, cancellationToken))
        {
            string key = $"loss:{reading.Cause}";
            Seen? before = await store.FindRecordAsync<Seen>(Partition, key, cancellationToken);
            TradingState known = before?.State ?? TradingState.Active;
            if (reading.State > known)
            {
                await guard.HoldAsync(
                    new(reading.Cause, reading.State, reading.Sentence, "desk", deskTime), cancellationToken);
            }

            // Only now: a hold that was not set before a crash is set by the next reading.
            if (reading.State != known)
            {
                await store.ChangeRecordAsync<Seen>(
                    Partition, key, _ => new(reading.State), cancellationToken);
            }
        }
    }

    /// <summary>Measures the losses.</summary>
    /// <param name="desk">Peak and day.</param>
    /// <param name="equity">Equity now, base currency.</param>
    /// <param name="deskTime">UTC.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    /// <returns>The day's loss, then the drawdown; one that has no base is zero.</returns>
    public async Task<IReadOnlyList<LossReading>> MeasureAsync(
        DeskState desk, decimal equity, DateTimeOffset deskTime, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(desk);
        RiskLimits inForce = (await limits.ReadAsync(deskTime, cancellationToken)).Desk;
        Ratio day = Loss(desk.DayStartEquity, equity), fall = Loss(desk.PeakEquity, equity);
        return
        [
            Read(StateCauses.DailyLoss, "The day's loss", day, inForce.MaxDailyLoss),
            Read(StateCauses.Drawdown, "Drawdown", fall, inForce.MaxDrawdown),
        ];
    }

    private static Ratio Loss(decimal from, decimal equity) =>
        from <= 0 ? default : new(Math.Max(0, 1 - (equity / from)));

    private LossReading Read(string cause, string name, Ratio measured, Ratio limit)
    {
        Ratio soft = new(limit.Value * options.SoftShare.Value);
        (TradingState state, string sentence) = measured > limit
            ? (TradingState.Halted, $"{name} {measured} is more than {limit}.")
            : measured > soft
            ? (TradingState.Reducing, $"{name} {measured} is more than {options.SoftShare} of {limit}.")
            : (TradingState.Active, $"{name} {measured} is within {limit}.");
        return new(cause, measured, limit, state, sentence);
    }

    /// <summary>What a loss asked for when it was looked at last.</summary>
    private sealed record Seen(TradingState State);
}
