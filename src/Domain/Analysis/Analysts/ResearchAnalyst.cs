using TradingBase.Compute;
using TradingBase.Markets;

namespace TradingBase.Analysis.Analysts;

/// <summary>
/// Asks a model what the computed features say, and believes only what can be found in them.
/// </summary>
/// <param name="inference">Answers, once for each question.</param>
/// <remarks>
/// One question for each instrument, several at once. An answer that breaks the schema or cites a number that
/// was
/// not sent is asked for again once, saying what was wrong; then the analyst abstains. When any question is
/// put off,
/// the batch is: its answered questions are kept under their ids and cost nothing when the batch is asked
/// again.
/// </remarks>
public sealed class ResearchAnalyst(IInference inference) : IAnalyst
{
    private const int LookBack = 50;
    private const int AtOnce = 8;

    /// <inheritdoc/>
    public string Name => "research";

    /// <inheritdoc/>
    public async Task<AnalystReport> ConsultAsync(
        AnalystAssignment assignment, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(assignment);
        Dictionary<InstrumentId, BarSeries> series =
            assignment.Snapshot.Series.ToDictionary(s => s.Instrument.Id);
        Answer[] answers = new Answer[assignment.Instruments.Count];
        await Parallel.ForAsync(
            0,
            answers.Length,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (i, stopping) =>
            {
                InstrumentId instrument = assignment.Instruments[i];
                answers[i] = series.TryGetValue(instrument, out BarSeries? bars)
                    ? await ConsultAsync(assignment, bars, stopping)
                    : new(
                        AnalystView.Abstain(Name, instrument, $"The snapshot holds no bars of {instrument}."),
                        null);
            });

        DateTimeOffset? deferred = answers.Min(answer => answer.DeferredUntil);
        return deferred is null ? new([.. answers.Select(answer => answer.View!)]) : new([], deferred);
    }

    private async Task<Answer> ConsultAsync(
        AnalystAssignment assignment, BarSeries bars, CancellationToken cancellationToken)
    {
        InstrumentId instrument = bars.Instrument.Id;
        PriceHistory history = new(bars, assignment.PeriodsPerYear);
        if (history.Count < LookBack)
        {
            return new(
                AnalystView.Abstain(
                    Name, instrument, $"{Name} looks back {LookBack} bars; {history.Count} bars are known."),
                null);
        }

        IReadOnlyList<FeatureValue> sent = new FeatureReadings(history, Features.All).Values;
        string input = ResearchPrompt.Write(assignment.Snapshot, bars.Instrument, history, sent);
        List<InferenceReply> paid = [];
        string? fault = null;
        for (int attempt = 0; attempt < 2; attempt++)
        {
            InferenceOutcome outcome = await inference.AskAsync(
                ResearchPrompt.Ask(
                    assignment.DecisionId, bars.Instrument.Id.Market, input, fault, assignment.Deadline)
                with
                {
                    Analyst = Name,
                },
                cancellationToken);
            if (outcome.DeferredUntil is { } until)
            {
                return new(null, until);
            }

            if (outcome.Reply is not { } answer)
            {
                string why = $"No answer: {outcome.Failure ?? "nobody says why."}";
                return new(WithCost(AnalystView.Abstain(Name, instrument, why), paid), null);
            }

            paid.Add(answer);
            if (ResearchReply.TryRead(answer.Text, sent, out ResearchReply? reply, out fault))
            {
                return new(WithCost(View(instrument, reply!, answer), paid), null);
            }
        }

        return new(
            WithCost(
                AnalystView.Abstain(Name, instrument, $"The answer was refused twice. {fault}"), paid),
            null);
    }

    private AnalystView View(InstrumentId instrument, ResearchReply reply, InferenceReply answer) => new(
        Name, instrument, reply.Stance, reply.Confidence, reply.HorizonDays, false,
        answer.InProcess
            ? $"Answered by the in-process heuristic {answer.Model}; no model was asked."
            : $"Answered by {answer.Model}.",
        reply.Evidence);

    private static AnalystView WithCost(AnalystView view, List<InferenceReply> paid) => paid.Count == 0
        ? view
        : view with
        {
            Endpoint = paid[^1].Endpoint,
            Usd = paid.Sum(reply => reply.Usd),
            InputTokens = paid.Sum(reply => reply.Usage.InputTokens),
            OutputTokens = paid.Sum(reply => reply.Usage.OutputTokens),
        };

    private readonly record struct Answer(AnalystView? View, DateTimeOffset? DeferredUntil);
}
