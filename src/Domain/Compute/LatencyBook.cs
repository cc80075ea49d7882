namespace TradingBase.Compute;

/// <summary>
/// How long each endpoint takes to the first token, by input length, and for each output token.
/// </summary>
/// <remarks>
/// It keeps the weighted moments of logarithms, which halve with time, and no order statistics: the decision
/// needs the probability of any deadline, so a whole distribution, that of two such times together, and one
/// that forgets; P² (Jain and Chlamtac, 1985) keeps a few fixed quantiles and never forgets. Times of
/// answers are close to log-normal.
/// A brown-out begins when the median of the newest measurements is so many times the usual one, and ends
/// at a smaller multiple. Constant memory; nothing is allocated after it was made. Thread-safe, a lock for
/// each endpoint. Endpoints are known by their place in the table.
/// </remarks>
public sealed class LatencyBook
{
    /// <summary>
    /// How many classes of input length there are: up to 512 tokens, and four times as many each.
    /// </summary>
    internal const int Lengths = 6;

    private const double Shortest = 1e-4;
    private const double Longest = 86_400;
    private readonly Line[] _lines;

    /// <summary>Opens a book without a measurement.</summary>
    /// <param name="endpoints">How many; zero or more.</param>
    /// <param name="options">What is believed before the first.</param>
    /// <exception cref="ArgumentException">A brown-out would end above where it begins.</exception>
    public LatencyBook(int endpoints, LatencyBookOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(endpoints);
        ArgumentNullException.ThrowIfNull(options);
        if (options.SlowUntil >= options.SlowFrom)
        {
            throw new ArgumentException(
                $"A brown-out from {options.SlowFrom} times cannot end at {options.SlowUntil}.",
                nameof(options));
        }

        double[] first = [.. Enumerable.Range(0, Lengths).Select(length => Math.Log(
            options.FirstToken.TotalSeconds + (256 * Math.Pow(4, length) / options.PrefillTokensPerSecond)))];
        double[] output = [Math.Log(options.OutputToken.TotalSeconds)];
        _lines = [.. Enumerable.Range(0, endpoints)
            .Select(_ => new Line(new(options, first), new(options, output)))];
    }

    /// <summary>Adds the time to a first token.</summary>
    /// <param name="endpoint">Place in the table.</param>
    /// <param name="inputTokens">Length of the question; zero or more.</param>
    /// <param name="took">From asking to the first token; zero or more.</param>
    /// <param name="now">UTC.</param>
    public void AddFirstToken(int endpoint, int inputTokens, TimeSpan took, DateTimeOffset now) =>
        Add(endpoint, static line => line.First, LengthOf(inputTokens), took.TotalSeconds, now, whole: true);

    /// <summary>
    /// Adds a wait for a first token that has not come yet: only a brown-out is read from it.
    /// </summary>
    /// <param name="endpoint">Place in the table.</param>
    /// <param name="inputTokens">Length of the question; zero or more.</param>
    /// <param name="waited">For how long so far; zero or more.</param>
    /// <param name="now">UTC.</param>
    public void AddWait(int endpoint, int inputTokens, TimeSpan waited, DateTimeOffset now) =>
        Add(
            endpoint, static line => line.First, LengthOf(inputTokens), waited.TotalSeconds, now,
            whole: false);

    /// <summary>Adds the time of an answer from its first token to its last.</summary>
    /// <param name="endpoint">Place in the table.</param>
    /// <param name="outputTokens">All tokens of the answer; of fewer than two nothing is learned.</param>
    /// <param name="took">From the first token to the last; zero or more.</param>
    /// <param name="now">UTC.</param>
    public void AddOutput(int endpoint, int outputTokens, TimeSpan took, DateTimeOffset now)
    {
        if (outputTokens > 1)
        {
            double each = took.TotalSeconds / (outputTokens - 1);
            Add(endpoint, static line => line.Output, 0, each, now, whole: true);
        }
    }

    /// <summary>How long an endpoint is expected to take.</summary>
    /// <param name="endpoint">Place in the table.</param>
    /// <param name="inputTokens">Length of the question; zero or more.</param>
    /// <param name="now">UTC.</param>
    /// <returns>What is believed of unknown endpoints where nothing was measured.</returns>
    public LatencyEstimate Read(int endpoint, int inputTokens, DateTimeOffset now)
    {
        Line line = _lines[endpoint];
        lock (line.Gate)
        {
            LogNormal first = line.First.Read(
                LengthOf(inputTokens), now.UtcTicks, out double measured, out bool lateFirst);
            LogNormal output = line.Output.Read(0, now.UtcTicks, out _, out bool lateOutput);
            return new(first, output, measured, lateFirst || lateOutput);
        }
    }

    private static int LengthOf(int inputTokens)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(inputTokens);
        int length = 0;
        for (long upTo = 512; inputTokens > upTo && length < Lengths - 1; upTo *= 4)
        {
            length++;
        }

        return length;
    }

    private void Add(
        int endpoint, Func<Line, LatencyTrack> track, int length, double seconds, DateTimeOffset now,
        bool whole)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(seconds);
        Line line = _lines[endpoint];
        lock (line.Gate)
        {
            // Below a tenth of a millisecond clocks tell nothing; beyond a day nobody waits.
            track(line).Add(Math.Log(Math.Clamp(seconds, Shortest, Longest)), length, now.UtcTicks, whole);
        }
    }

    private sealed class Line(LatencyTrack first, LatencyTrack output)
    {
        internal Lock Gate { get; } = new();

        internal LatencyTrack First { get; } = first;

        internal LatencyTrack Output { get; } = output;
    }
}
