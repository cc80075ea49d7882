using TradingBase.Execution;

namespace TradingBase.Functions;

/// <summary>How long it is waited between two questions: twice as long each time, up to a bound.</summary>
/// <param name="resumed">Whether the order is long under way: it is asked for seldom from the start.</param>
/// <remarks>
/// Starts at 15 s and ends at 15 min; at 2 s and 1 min while nobody knows whether the venue has the order.
/// </remarks>
internal sealed class OrderPace(bool resumed)
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan FirstDoubt = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestDoubt = TimeSpan.FromMinutes(1);

    private TimeSpan _working = resumed ? LongestWait : FirstWait;
    private TimeSpan _doubt = FirstDoubt;

    /// <summary>The next wait of an order that stands so.</summary>
    internal TimeSpan Next(OrderStatus status)
    {
        if (status is OrderStatus.Unknown or OrderStatus.Submitted)
        {
            TimeSpan doubt = _doubt;
            _doubt = doubt * 2 < LongestDoubt ? doubt * 2 : LongestDoubt;
            return doubt;
        }

        TimeSpan wait = _working;
        _working = wait * 2 < LongestWait ? wait * 2 : LongestWait;
        return wait;
    }
}
