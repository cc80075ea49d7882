namespace TradingBase.Compute;

/// <summary>
/// Knows how many requests each endpoint is answering, and which are left alone after failures.
/// </summary>
/// <remarks>Thread-safe. One per process. Names are unique and listed in ordinal order.</remarks>
public sealed class EndpointBoard
{
    private readonly Lock _gate = new();
    private readonly EndpointBoardOptions _options;
    private readonly TimeProvider _clock;
    private readonly SortedDictionary<string, Line> _lines = new(StringComparer.Ordinal);
    private TaskCompletionSource _left = NewSignal();

    /// <summary>Lists the endpoints, all open and idle.</summary>
    /// <exception cref="ArgumentException">Two have one name, or one takes no request at all.</exception>
    public EndpointBoard(IEnumerable<Endpoint> endpoints, EndpointBoardOptions options, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(clock);
        _options = options;
        _clock = clock;
        foreach (Endpoint endpoint in endpoints)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(endpoint.MaxConcurrency, 1);
            if (!_lines.TryAdd(endpoint.Name, new(endpoint)))
            {
                throw new ArgumentException($"Two endpoints are named {endpoint.Name}.", nameof(endpoints));
            }
        }
    }

    /// <summary>How every endpoint stands now, ordered by name.</summary>
    public IReadOnlyList<EndpointState> Read()
    {
        lock (_gate)
        {
            return [.. _lines.Values.Select(
                line => new EndpointState(line.Endpoint, line.InFlight, line.ClosedUntil))];
        }
    }

    /// <summary>Takes a place at an endpoint, to be given back by <see cref="Leave"/>.</summary>
    /// <param name="name">Which endpoint.</param>
    /// <returns>False when it is full or closed.</returns>
    public bool TryEnter(string name)
    {
        lock (_gate)
        {
            Line line = _lines[name];
            if (line.InFlight >= line.Endpoint.MaxConcurrency || line.ClosedUntil > _clock.GetUtcNow())
            {
                return false;
            }

            line.InFlight++;
            return true;
        }
    }

    /// <summary>Gives a place back without a word on the endpoint's health.</summary>
    public void Leave(string name) => Change(name, static _ => { });

    /// <summary>Gives a place back after a whole answer: the endpoint is open.</summary>
    public void Answered(string name) => Change(name, static line =>
    {
        line.Failures = 0;
        line.ClosedUntil = null;
    });

    /// <summary>Gives a place back after a failure.</summary>
    /// <param name="name">Which endpoint.</param>
    /// <param name="retryAfter">
    /// When it wants to be asked again: closes it at once for so long. Null counts.
    /// </param>
    public void Failed(string name, TimeSpan? retryAfter = null) => Change(name, line =>
    {
        line.Failures++;
        if (retryAfter is not null || line.Failures >= _options.FailuresToClose)
        {
            TimeSpan closed = retryAfter > TimeSpan.Zero ? retryAfter.Value : _options.ClosedFor;
            line.ClosedUntil = _clock.GetUtcNow() + closed;
        }
    });

    /// <summary>A task that ends when the next place is given back.</summary>
    /// <remarks>Taken before <see cref="Read"/>, so that no place given back in between is missed.</remarks>
    internal Task NextLeave()
    {
        lock (_gate)
        {
            return _left.Task;
        }
    }

    private static TaskCompletionSource NewSignal() =>
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Change(string name, Action<Line> change)
    {
        TaskCompletionSource left;
        lock (_gate)
        {
            Line line = _lines[name];
            if (line.InFlight == 0)
            {
                throw new InvalidOperationException($"Nobody had taken a place at {name}.");
            }

            line.InFlight--;
            change(line);
            left = _left;
            _left = NewSignal();
        }

        left.SetResult();
    }

    private sealed class Line(Endpoint endpoint)
    {
        internal Endpoint Endpoint { get; } = endpoint;

        internal int InFlight { get; set; }

        internal int Failures { get; set; }

        internal DateTimeOffset? ClosedUntil { get; set; }
    }
}
