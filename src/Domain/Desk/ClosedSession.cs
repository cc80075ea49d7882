using TradingBase.Markets;

namespace TradingBase.Desk;

/// <summary>A session of a market that is over.</summary>
/// <param name="Market">Which market.</param>
/// <param name="Session">The session.</param>
/// <param name="PreviousClose">When the session before it ended, UTC.</param>
public sealed record ClosedSession(string Market, TradingSession Session, DateTimeOffset PreviousClose)
{
    // No calendar pauses for so long; the exchanges' longest closure since 1990 was six days.
    private static readonly TimeSpan LongestClosure = TimeSpan.FromDays(30);

    /// <summary>Finds the last session of a market that had ended at a moment.</summary>
    /// <param name="market">Whose calendar is asked.</param>
    /// <param name="moment">UTC; a session that ends at it has ended.</param>
    /// <returns>The session, or null when the calendar knows none of the month before.</returns>
    public static ClosedSession? LastAt(Market market, DateTimeOffset moment)
    {
        ArgumentNullException.ThrowIfNull(market);
        TradingSession[] ended =
        [
            .. market.SessionsFrom(moment - LongestClosure)
                .TakeWhile(session => session.Close <= moment)
                .TakeLast(2),
        ];
        return ended is [var before, var last] ? new(market.Name, last, before.Close) : null;
    }

    /// <summary>Finds the session of a date.</summary>
    /// <param name="market">Whose calendar is asked.</param>
    /// <param name="date">The exchange's own date.</param>
    /// <returns>The session, over or not; null on a day without one.</returns>
    public static ClosedSession? OfDate(Market market, DateOnly date)
    {
        ArgumentNullException.ThrowIfNull(market);
        DateTimeOffset midnight = new(date.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
        TradingSession session = market.SessionsFrom(midnight.AddDays(-2))
            .SkipWhile(one => one.Date < date)
            .First();
        return session.Date == date ? LastAt(market, session.Close) : null;
    }
}
