using System.Text;

namespace TradingBase.Compute;

/// <summary>
/// Answers from the store, or asks the endpoint that the router names, and the next one when it fails.
/// </summary>
/// <remarks>
/// Thread-safe. A reply is kept before it is returned, so an id that was answered costs nothing again, in any
/// process.
/// A reply without usage is a broken stream. Its clock is the wall's: deadlines are kept by it, nothing is
/// dated by it.
/// </remarks>
public sealed class ComputeDesk : IInference
{
    // Timers cannot count to a deadline at the end of time.
    private static readonly TimeSpan LongestCall = TimeSpan.FromDays(1);

    private readonly QuestionGate _questions = new();
    private readonly Dictionary<string, IComputeProvider> _providers;
    private readonly EndpointBoard _board;
    private readonly IReplyStore _replies;
    private readonly BudgetBook _budgets;
    private readonly ComputeDeskOptions _options;
    private readonly TimeProvider _clock;

    /// <summary>Sets up the desk.</summary>
    /// <exception cref="ArgumentException">
    /// An endpoint's kind has no provider, or two providers are of one kind.
    /// </exception>
    public ComputeDesk(
        IEnumerable<IComputeProvider> providers, EndpointBoard board, IReplyStore replies,
        BudgetBook budgets, ComputeDeskOptions options, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(providers);
        ArgumentNullException.ThrowIfNull(board);
        ArgumentNullException.ThrowIfNull(replies);
        ArgumentNullException.ThrowIfNull(budgets);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(clock);
        _providers = providers.ToDictionary(provider => provider.Kind, StringComparer.Ordinal);
        _board = board;
        _replies = replies;
        _budgets = budgets;
        _options = options;
        _clock = clock;
        foreach (EndpointState state in board.Read())
        {
            if (!_providers.ContainsKey(state.Endpoint.Provider))
            {
                throw new ArgumentException(
                    $"Endpoint {state.Endpoint.Name} is of kind {state.Endpoint.Provider}; there are "
                    + $"{string.Join(", ", _providers.Keys.Order(StringComparer.Ordinal))}.",
                    nameof(board));
            }
        }
    }

    /// <inheritdoc/>
    public async Task<InferenceOutcome> AskAsync(
        InferenceRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        using IDisposable turn = await _questions.EnterAsync(request.Id, cancellationToken);
        if (await _replies.FindAsync(request.Id, cancellationToken) is { } known)
        {
            return new(known, null, null);
        }

        // The one place where the wall clock decides: a deadline is a promise to somebody who waits.
        DateTimeOffset asked = _clock.GetUtcNow();
        if (asked >= request.Deadline)
        {
            return new(null, null, $"The deadline {request.Deadline:O} had passed when the question came.");
        }

        DateTimeOffset patienceEnds = Earlier(asked + _options.Patience, request.Deadline);
        SortedDictionary<string, string> failures = new(StringComparer.Ordinal);
        while (true)
        {
            Task nextLeave = _board.NextLeave();
            DateTimeOffset now = _clock.GetUtcNow();
            if (now >= request.Deadline)
            {
                return Missed(request, now, failures);
            }

            RouteDecision decision = Router.Choose(request, _board.Read(), now, failures.Keys.ToHashSet());
            if (decision.Candidates.All(candidate => candidate.Tried))
            {
                string why = failures.Count == 0 ? "No endpoint is configured." : Describe(failures);
                return new(null, null, why);
            }

            if (now < patienceEnds && IsWorthWaiting(decision))
            {
                await WaitAsync(nextLeave, patienceEnds - now, cancellationToken);
                continue;
            }

            if (decision.Endpoint is null)
            {
                return new(null, WhenToAskAgain(decision, now), null);
            }

            try
            {
                if (_board.TryEnter(decision.Endpoint)
                    && await TryAskAsync(decision.Endpoint, request, failures, cancellationToken)
                        is { } reply)
                {
                    return new(await _replies.KeepAsync(reply, cancellationToken), null, null);
                }
            }
            catch (ComputeRefusedException refused)
            {
                // Another endpoint would be paid to refuse it as well.
                return new(null, null, refused.Message);
            }
        }
    }

    /// <summary>
    /// Whether a busy model may soon have room, where otherwise nothing or no model would answer.
    /// </summary>
    private static bool IsWorthWaiting(RouteDecision decision) =>
        (decision.Endpoint is null || decision.Candidates[0].LastResort)
        && decision.Candidates.Any(candidate =>
            candidate is { Healthy: true, Tried: false, Room: 0 }
            && (decision.Endpoint is null || !candidate.LastResort));

    private async Task WaitAsync(Task nextLeave, TimeSpan atMost, CancellationToken cancellationToken)
    {
        try
        {
            await nextLeave.WaitAsync(atMost, _clock, cancellationToken);
        }
        catch (TimeoutException)
        {
            // Nobody left in time; the caller looks at the clock.
        }
    }

    /// <returns>The reply, or null when the endpoint failed, which is noted.</returns>
    private async Task<InferenceReply?> TryAskAsync(
        string name, InferenceRequest request, SortedDictionary<string, string> failures,
        CancellationToken cancellationToken)
    {
        Endpoint endpoint = _board.Read().First(state => state.Endpoint.Name == name).Endpoint;
        bool spoken = false;
        try
        {
            BudgetVerdict money = await _budgets.ReserveAsync(
                request, Router.WorstUsd(request, endpoint), cancellationToken);
            using BudgetReservation? held = money.Reservation;
            if (held is null)
            {
                // Another endpoint may be cheap enough; one in process costs nothing.
                failures[name] = money.Refusal!;
                return null;
            }

            InferenceReply reply = await CollectAsync(endpoint, request, held, cancellationToken);
            _board.Answered(name);
            spoken = true;
            return reply;
        }
        catch (ComputeUnavailableException failure)
        {
            _board.Failed(name, failure.RetryAfter);
            spoken = true;
            failures[name] = failure.Message;
            return null;
        }
        finally
        {
            if (!spoken)
            {
                _board.Leave(name);
            }
        }
    }

    private async Task<InferenceReply> CollectAsync(
        Endpoint endpoint, InferenceRequest request, BudgetReservation held,
        CancellationToken cancellationToken)
    {
        TimeSpan left = request.Deadline - _clock.GetUtcNow();
        using CancellationTokenSource deadline = new(
            left <= TimeSpan.Zero ? TimeSpan.Zero : left < LongestCall ? left : LongestCall, _clock);
        using CancellationTokenSource both =
            CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        StringBuilder text = new();
        InferenceUsage? usage = null;
        try
        {
            IAsyncEnumerable<InferenceChunk> stream =
                _providers[endpoint.Provider].StreamAsync(endpoint, request, both.Token);
            await foreach (InferenceChunk chunk in stream.WithCancellation(both.Token))
            {
                text.Append(chunk.Text);
                usage = chunk.Usage ?? usage;
            }
        }
        catch (OperationCanceledException late) when (!cancellationToken.IsCancellationRequested
            && deadline.IsCancellationRequested)
        {
            throw new ComputeUnavailableException(
                endpoint.Name, "it did not answer before the deadline.", null, late);
        }
        catch (ComputeRefusedException refused) when (refused.Usage is { } billed)
        {
            usage = billed;
            throw;
        }
        finally
        {
            held.Settle(Router.BilledUsd(request, endpoint, usage, text.Length));
        }

        return usage is { } used
            ? new(
                request.Id, endpoint.Name, endpoint.Model, text.ToString(), used,
                endpoint.PriceOf(used), endpoint.InProcess)
            : throw new ComputeUnavailableException(endpoint.Name, "its stream broke off before the usage.");
    }

    private InferenceOutcome Missed(
        InferenceRequest request, DateTimeOffset now, SortedDictionary<string, string> failures) =>
        failures.Count > 0
            ? new(null, null, Describe(failures))
            : new(
                null,
                WhenToAskAgain(Router.Choose(request, _board.Read(), now, new HashSet<string>()), now),
                null);

    /// <summary>
    /// The earliest moment at which an endpoint that has not failed this request may be able.
    /// </summary>
    private DateTimeOffset WhenToAskAgain(RouteDecision decision, DateTimeOffset now)
    {
        DateTimeOffset? opens = decision.Candidates
            .Where(candidate => !candidate.Tried && !candidate.Healthy)
            .Min(candidate => candidate.ClosedUntil);
        bool busy = decision.Candidates.Any(candidate => !candidate.Tried && candidate.Healthy);
        DateTimeOffset again = now + _options.AskAgainAfter;
        return busy || opens is null ? again : opens.Value;
    }

    private static string Describe(SortedDictionary<string, string> failures) =>
        string.Join(" ", failures.Values);

    private static DateTimeOffset Earlier(DateTimeOffset left, DateTimeOffset right) =>
        left < right ? left : right;
}
