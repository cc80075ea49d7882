using System.Globalization;
using TradingBase.Compute;

namespace TradingBase.Adapters.Http;

/// <summary>Reads from the headers of an answer what its endpoint could still take.</summary>
/// <remarks>
/// Pure. Knows Anthropic's names (<c>anthropic-ratelimit-{kind}-limit|remaining|reset</c>, a moment in
/// RFC 3339) and OpenAI's with its compatibles' (<c>x-ratelimit-limit|remaining|reset-{kind}</c>, a length of
/// time). Headers are hearsay, so what they say is bounded: a remainder that is negative, no whole number or
/// beyond 10^12 is not read, nor is one whose window ended over a minute ago; a remainder beyond its limit is
/// cut to it; a limit below one or beyond 10^12 is left out, and so is a reset over 25 hours away; a wait is
/// cut to an hour. Where the answer is dated within five minutes of this clock, its moments are taken by its
/// own clock. Source: the providers' pages on rate limits.
/// </remarks>
internal static class RateLimitHeaders
{
    private const long Most = 1_000_000_000_000;

    private static readonly string[] Forms = ["r", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);
    private static readonly TimeSpan LongestWindow = TimeSpan.FromHours(25);
    private static readonly TimeSpan StaleAfter = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LargestSkew = TimeSpan.FromMinutes(5);

    /// <summary>Reads what could still be taken.</summary>
    /// <param name="header">Gives a header's value by its name in lower case, or null.</param>
    /// <param name="now">When the answer came, wall clock, UTC.</param>
    /// <returns>The room, or null when no header told any.</returns>
    internal static EndpointRoom? Read(Func<string, string?> header, DateTimeOffset now)
    {
        TimeSpan skew = Skew(header, now);
        EndpointRoom room = new(
            now,
            First("requests", "requests-minute", "requests-day"),
            First("input-tokens"),
            First("output-tokens"),
            First("tokens", "tokens-minute"));
        return room is { Requests: null, InputTokens: null, OutputTokens: null, TotalTokens: null }
            ? null
            : room;

        RoomReading? First(params ReadOnlySpan<string> kinds)
        {
            foreach (string kind in kinds)
            {
                RoomReading? reading =
                    Make(
                        header($"anthropic-ratelimit-{kind}-remaining"),
                        header($"anthropic-ratelimit-{kind}-limit"),
                        header($"anthropic-ratelimit-{kind}-reset"), now, skew)
                    ?? Make(
                        header($"x-ratelimit-remaining-{kind}"), header($"x-ratelimit-limit-{kind}"),
                        header($"x-ratelimit-reset-{kind}"), now, skew);
                if (reading is not null)
                {
                    return reading;
                }
            }

            return null;
        }
    }

    /// <summary>Reads when the endpoint wants to be asked again.</summary>
    /// <param name="header">Gives a header's value by its name in lower case, or null.</param>
    /// <param name="now">When the answer came, wall clock, UTC.</param>
    /// <returns>Greater than zero, at most an hour; null when it did not say or the moment is over.</returns>
    internal static TimeSpan? RetryAfter(Func<string, string?> header, DateTimeOffset now)
    {
        if (ProviderDuration.TryRead(header("retry-after-ms"), out TimeSpan thousandths))
        {
            // Bare numbers are read as seconds.
            return Bounded(thousandths / 1000);
        }

        string? text = header("retry-after");
        return ProviderDuration.TryRead(text, out TimeSpan wait)
            ? Bounded(wait)
            : TryMoment(text, out DateTimeOffset when) ? Bounded(when + Skew(header, now) - now) : null;
    }

    /// <summary>Believes a wait only so far.</summary>
    /// <returns>At most an hour; null unless it is greater than zero.</returns>
    internal static TimeSpan? Bounded(TimeSpan wait) =>
        wait <= TimeSpan.Zero ? null : wait < LongestWait ? wait : LongestWait;

    private static RoomReading? Make(
        string? remaining, string? most, string? reset, DateTimeOffset now, TimeSpan skew)
    {
        if (!TryCount(remaining, out long left))
        {
            return null;
        }

        DateTimeOffset? fullAt =
            ProviderDuration.TryRead(reset, out TimeSpan wait) ? now + Shorter(wait)
            : TryMoment(reset, out DateTimeOffset when) ? when + skew
            : null;
        if (fullAt < now - StaleAfter)
        {
            return null;
        }

        long? limit = TryCount(most, out long told) && told > 0 ? told : null;
        return new(
            limit is { } cap && left > cap ? cap : left,
            limit,
            fullAt > now + LongestWindow ? null : fullAt < now ? now : fullAt);
    }

    private static TimeSpan Shorter(TimeSpan wait) =>
        wait <= LongestWindow ? wait : LongestWindow + LongestWindow;

    /// <summary>How far this clock is ahead of the answer's.</summary>
    private static TimeSpan Skew(Func<string, string?> header, DateTimeOffset now) =>
        TryMoment(header("date"), out DateTimeOffset dated) && (now - dated).Duration() <= LargestSkew
            ? now - dated
            : TimeSpan.Zero;

    private static bool TryCount(string? text, out long count) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out count) && count <= Most;

    // Exact forms: half a date would be filled up from the machine's own calendar. Moments at the ends of the
    // calendar could not be moved by a skew.
    private static bool TryMoment(string? text, out DateTimeOffset moment) => DateTimeOffset.TryParseExact(
        text, Forms, CultureInfo.InvariantCulture,
        DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out moment)
        && moment.Year is > 1970 and < 9000;
}
