using TradingBase.Desk;
using TradingBase.Execution;

namespace TradingBase.Adapters.Http;

/// <summary>The line to one venue: quota, connections, pauses, and the patience of those who read.</summary>
/// <param name="venue">Name of the broker.</param>
/// <param name="settings">What configuration says of it.</param>
/// <param name="http">Carries single requests.</param>
/// <param name="quota">Shared with the desk's other processes.</param>
/// <param name="sends">Who has sent which order.</param>
/// <param name="alerts">Who is told what no program can settle.</param>
/// <param name="clock">This process's clock.</param>
/// <remarks>Thread-safe. What may not be repeated is sent once; all else at most three times.</remarks>
internal sealed class VenueLine(
    string venue, VenueSettings settings, VenueHttp http, VenueQuota quota, SendBook sends, AlertBook alerts,
    TimeProvider clock)
{
    private const int Attempts = 3;
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan PauseOfLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan PauseOfBan = TimeSpan.FromMinutes(2);

    /// <summary>Name of the broker.</summary>
    internal string Venue => venue;

    /// <summary>What configuration says of it.</summary>
    internal VenueSettings Settings => settings;

    /// <summary>This process's clock.</summary>
    internal TimeProvider Clock => clock;

    /// <summary>Where the venue's API is.</summary>
    internal Uri BaseUrl => http.BaseUrl;

    /// <summary>Who has sent which order.</summary>
    internal SendBook Sends => sends;

    /// <summary>Takes tokens ahead of a call that has no costs of its own.</summary>
    /// <exception cref="VenueUnavailableException">They are free only too late.</exception>
    internal async Task TakeAsync(
        IReadOnlyList<(string Bucket, decimal Weight)> costs, QuotaPriority priority,
        CancellationToken cancellationToken)
    {
        foreach ((string bucket, decimal weight) in costs)
        {
            await quota.TakeAsync(bucket, weight, priority, cancellationToken);
        }
    }

    /// <summary>Asks for something, again where it may be asked for again.</summary>
    /// <returns>The last answer.</returns>
    /// <exception cref="VenueUnavailableException">The quota is used up for now.</exception>
    internal async Task<VenueAnswer> AskAsync(VenueCall call, CancellationToken cancellationToken)
    {
        for (int attempt = 1; ; attempt++)
        {
            await TakeAsync(call.Costs, call.Priority, cancellationToken);
            VenueAnswer answer = await OnceAsync(call, cancellationToken);
            TimeSpan wait = answer.RetryAfter ?? FirstWait * (1 << (attempt - 1));
            bool passing = answer.Kind is VenueAnswerKind.Unknown
                || (answer.Kind is VenueAnswerKind.RateLimited && answer.RetryAfter is not null);
            if (!call.Repeatable || !passing || attempt == Attempts || wait > LongestWait)
            {
                return answer;
            }

            await Task.Delay(wait, clock, cancellationToken);
        }
    }

    /// <summary>Asks for something, and gives what was answered.</summary>
    /// <exception cref="VenueRefusedException">The venue refused.</exception>
    /// <exception cref="VenueUnavailableException">It did not answer.</exception>
    internal async Task<VenueFields> ReadAsync(VenueCall call, CancellationToken cancellationToken) =>
        (await AskAsync(call, cancellationToken)).Need(venue, call.What);

    /// <summary>Tells people what no program can settle; told once for a subject.</summary>
    /// <param name="subject">What makes it the same alert, such as an order's id.</param>
    /// <param name="message">A sentence with the facts; no secrets.</param>
    /// <param name="at">When it happened: the same subject has the same moment.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    internal Task AlertAsync(
        string subject, string message, DateTimeOffset at, CancellationToken cancellationToken) =>
        alerts.RaiseAsync(
            new($"venue-answer:{venue}:{subject}", "venue-answer", AlertSeverity.Critical, message, at),
            cancellationToken);

    private async Task<VenueAnswer> OnceAsync(VenueCall call, CancellationToken cancellationToken)
    {
        List<(string Bucket, decimal Left)> told = [];
        using HttpRequestMessage request = await call.Make(cancellationToken);
        VenueAnswer answer = await http.SendAsync(
            request, (bucket, left) => told.Add((bucket, left)), cancellationToken);

        // The answer is there: neither our store nor a caller who has gone may lose it now.
        try
        {
            foreach ((string bucket, decimal left) in told)
            {
                await quota.LearnAsync(bucket, left, CancellationToken.None);
            }

            if (answer.Kind is VenueAnswerKind.RateLimited or VenueAnswerKind.Banned)
            {
                TimeSpan pause = answer.RetryAfter
                    ?? (answer.Kind is VenueAnswerKind.Banned ? PauseOfBan : PauseOfLimit);
                await quota.PauseAsync(clock.GetUtcNow() + pause, CancellationToken.None);
            }
        }
        catch (TradingBaseException lost)
        {
            return answer with
            {
                Message = $"{answer.Message} (not noted: {lost.GetType().Name})".Trim(),
            };
        }

        return answer;
    }
}
