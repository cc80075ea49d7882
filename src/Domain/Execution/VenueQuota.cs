namespace TradingBase.Execution;

/// <summary>Keeps all processes of the desk together below a venue's rate limits.</summary>
/// <remarks>
/// Thread-safe. Each limit is a token bucket in one compare-and-swap row, from which processes lease chunks;
/// a process that dies loses its lease, which the bucket forgets when it has run out. In any window of the
/// venue at most the bucket's limit is taken. A pause reaches other processes when their leases run out.
/// </remarks>
public sealed class VenueQuota : IAsyncDisposable
{
    private readonly string _venue;
    private readonly TimeProvider _clock;
    private readonly TimeSpan _patience;
    private readonly Dictionary<string, QuotaPurse> _purses;

    /// <summary>Opens the quota of one venue; nothing is read yet.</summary>
    /// <param name="venue">Name of the broker.</param>
    /// <param name="buckets">Its limits; names differ.</param>
    /// <param name="store">Shared by the desk's processes.</param>
    /// <param name="clock">This process's clock.</param>
    /// <param name="patience">How long a caller waits for tokens at most; null is ten seconds.</param>
    public VenueQuota(
        string venue, IEnumerable<QuotaBucket> buckets, IStateStore store, TimeProvider clock,
        TimeSpan? patience = null)
    {
        ArgumentNullException.ThrowIfNull(buckets);
        _venue = Check.NotBlank(venue);
        _clock = clock;
        _patience = patience ?? TimeSpan.FromSeconds(10);
        string partition = $"quota:{StateKey.Escape(venue)}", holder = Guid.NewGuid().ToString("N");
        _purses = buckets.ToDictionary(
            bucket => bucket.Name, bucket => new QuotaPurse(bucket, partition, holder, store, clock),
            StringComparer.Ordinal);
    }

    /// <summary>Takes tokens, and waits for them where the bucket has too few.</summary>
    /// <param name="bucket">Which limit.</param>
    /// <param name="weight">How many; zero or more, at most the bucket's burst.</param>
    /// <param name="priority">Whether the reserve is open to it.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    /// <exception cref="VenueUnavailableException">The wait would be longer than the patience.</exception>
    /// <remarks>A way out does not depend on the store: without it, it goes uncounted.</remarks>
    public async Task TakeAsync(
        string bucket, decimal weight, QuotaPriority priority, CancellationToken cancellationToken)
    {
        QuotaPurse purse = _purses[bucket];
        DateTimeOffset giveUp = _clock.GetUtcNow() + _patience;
        while (true)
        {
            TimeSpan wait;
            try
            {
                wait = await purse.TryTakeAsync(weight, priority, cancellationToken);
            }
            catch (TradingBaseException) when (priority is QuotaPriority.Exit)
            {
                // A cancel that the venue may refuse is better than one that waits for our own store.
                return;
            }

            if (wait <= TimeSpan.Zero)
            {
                return;
            }

            if (_clock.GetUtcNow() + wait > giveUp)
            {
                throw new VenueUnavailableException(
                    _venue, $"{weight:0.##} of {bucket} are free only in {wait.TotalSeconds:0.0} s.", wait);
            }

            await Task.Delay(wait, _clock, cancellationToken);
        }
    }

    /// <summary>Believes the venue where it says that less is left than the desk thinks.</summary>
    /// <param name="bucket">Which limit.</param>
    /// <param name="left">What the venue still allows in its window.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    public Task LearnAsync(string bucket, decimal left, CancellationToken cancellationToken) =>
        _purses[bucket].LearnAsync(left, cancellationToken);

    /// <summary>Makes every process wait: the venue said "too many" or "banned".</summary>
    /// <param name="until">UTC.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    public async Task PauseAsync(DateTimeOffset until, CancellationToken cancellationToken)
    {
        foreach (QuotaPurse purse in _purses.Values)
        {
            await purse.PauseAsync(until, cancellationToken);
        }
    }

    /// <summary>Gives back what this process leased and did not use.</summary>
    public async Task ReturnAsync(CancellationToken cancellationToken)
    {
        foreach (QuotaPurse purse in _purses.Values)
        {
            await purse.ReturnAsync(cancellationToken);
        }
    }

    /// <summary>Gives back what it can; what it cannot, the bucket forgets by itself.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await ReturnAsync(CancellationToken.None);
        }
        catch (TradingBaseException)
        {
            // The store is gone before us: the leases run out by themselves.
        }
    }
}
