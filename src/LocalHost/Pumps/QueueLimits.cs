namespace TradingBase.LocalHost.Pumps;

/// <summary>The bounds of a storage queue, kept by our own queue too, so that what runs here runs in
/// Azure.</summary>
internal static class QueueLimits
{
    /// <summary>The largest body, in bytes: 64 KiB of base64.</summary>
    public const int LargestBody = 48 * 1024;

    /// <summary>The most messages that one call hands out.</summary>
    public const int MostAtOnce = 32;

    /// <summary>The longest time a message may be invisible.</summary>
    public static readonly TimeSpan LongestInvisible = TimeSpan.FromDays(7);

    /// <exception cref="ArgumentException">The body is too large or the delay out of bounds.</exception>
    public static void CheckSending(BinaryData body, TimeSpan delay)
    {
        int size = body.ToMemory().Length;
        if (size > LargestBody)
        {
            throw new ArgumentException(
                $"A message of {size} bytes is larger than {LargestBody}.", nameof(body));
        }

        CheckInvisible(delay);
    }

    /// <exception cref="ArgumentException">The number or the time is out of bounds.</exception>
    public static void CheckReceiving(int count, TimeSpan visibility)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, MostAtOnce);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(visibility, TimeSpan.Zero);
        CheckInvisible(visibility);
    }

    /// <exception cref="ArgumentException">The time is out of bounds.</exception>
    public static void CheckInvisible(TimeSpan visibility)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(visibility, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(visibility, LongestInvisible);
    }
}
