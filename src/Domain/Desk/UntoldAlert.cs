namespace TradingBase.Desk;

/// <summary>
/// An alert that somebody was not told of yet; removed when all were, or were tried too often.
/// </summary>
/// <param name="Alert">What is to be told.</param>
/// <param name="Told">Names of the channels that took it.</param>
/// <param name="Attempts">Rounds in which a channel failed.</param>
/// <param name="NextAt">When the next round is due, UTC; null until the heartbeat has met it.</param>
public sealed record UntoldAlert(
    Alert Alert, IReadOnlyList<string> Told, int Attempts, DateTimeOffset? NextAt)
{
    /// <summary>Kind of the record; its id is made of the alert's id alone.</summary>
    public const string Kind = "alert-untold";

    /// <summary>Rounds after which it is given up: with waits of an hour at most, a day.</summary>
    public const int MostAttempts = 30;

    private static readonly TimeSpan FirstWait = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    /// <summary>Names the record: whoever raises the alert again at another moment meets the first.</summary>
    public static string IdOf(Alert alert)
    {
        ArgumentNullException.ThrowIfNull(alert);
        return Canonical.Sha256(alert.Id)[..32];
    }

    /// <summary>Whether a round is due: who raises it is given a minute to tell it.</summary>
    /// <param name="now">UTC.</param>
    public bool IsDue(DateTimeOffset now) => (NextAt ?? Alert.AtUtc + FirstWait) <= now;

    /// <summary>After a round in which a channel failed.</summary>
    /// <param name="now">UTC; null for the round of whoever raised it.</param>
    internal UntoldAlert Failed(DateTimeOffset? now)
    {
        TimeSpan wait = FirstWait * Math.Pow(2, Math.Min(Attempts, 10));
        return this with
        {
            Attempts = Attempts + 1,
            NextAt = now + (wait < LongestWait ? wait : LongestWait),
        };
    }
}
