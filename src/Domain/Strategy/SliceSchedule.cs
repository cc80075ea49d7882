using System.Globalization;

namespace TradingBase.Strategy;

/// <summary>When the slices of an order begin and end, and how large those of like parts are.</summary>
/// <remarks>Pure: the jitter is drawn from the order's id, so that a replay draws the same.</remarks>
public static class SliceSchedule
{
    /// <summary>When a slice begins.</summary>
    /// <param name="plan">The order's plan.</param>
    /// <param name="orderId">The order's id.</param>
    /// <param name="startedAt">When the order began to be worked, UTC.</param>
    /// <param name="index">Which slice, from zero.</param>
    /// <returns>
    /// UTC; up to a quarter of an interval later than a clock would say, the first one excepted, so that
    /// nobody can wait for it.
    /// </returns>
    public static DateTimeOffset StartOf(
        ExecutionPlan plan, string orderId, DateTimeOffset startedAt, int index)
    {
        TimeSpan interval = IntervalOf(plan);
        string drawn = Canonical.Sha256(string.Create(CultureInfo.InvariantCulture, $"{orderId}|{index}"));
        long jitter = index == 0
            ? 0
            : interval.Ticks / 4 * Convert.ToInt32(drawn[..4], 16) / 0x10000;
        return startedAt + (interval * index) + TimeSpan.FromTicks(jitter);
    }

    /// <summary>When a slice is taken back, UTC: before the next one begins.</summary>
    /// <inheritdoc cref="StartOf"/>
    public static DateTimeOffset EndOf(ExecutionPlan plan, DateTimeOffset startedAt, int index) =>
        startedAt + (IntervalOf(plan) * (index + 1));

    /// <summary>How long a slice works at most.</summary>
    public static TimeSpan IntervalOf(ExecutionPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return TimeSpan.FromMinutes(plan.Minutes) / plan.Slices;
    }

    /// <summary>How large a slice of like parts is.</summary>
    /// <param name="left">Units that are neither filled nor open; zero or more.</param>
    /// <param name="lot">Units; greater than zero.</param>
    /// <param name="slicesLeft">This slice among them; one or more.</param>
    /// <returns>Whole lots, zero or more; the last slice takes all that is left.</returns>
    public static decimal UnitsOf(decimal left, decimal lot, int slicesLeft) =>
        slicesLeft <= 1 ? left : Math.Floor(left / slicesLeft / lot) * lot;
}
