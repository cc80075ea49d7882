using TradingBase.LocalHost.Engine.Histories;

namespace TradingBase.LocalHost.Engine.Rewinding;

/// <summary>What becomes of activities that outlive the failure of their instance: a rewind goes on with
/// them instead of running them a second time.</summary>
/// <param name="generation">Whose calls they are; former generations' are waited for by nobody.</param>
internal sealed class Heritage(int generation)
{
    private readonly Lock _gate = new();
    private readonly List<HistoryEvent> _ends = [];
    private Instance? _heir;
    private IReadOnlyDictionary<int, int>? _numbers;

    /// <summary>Says who waits for the calls from now on.</summary>
    /// <param name="heir">The rewound instance.</param>
    /// <param name="numbers">The new numbers of its calls, by their old ones.</param>
    /// <returns>What has ended meanwhile, under the new numbers.</returns>
    internal List<HistoryEvent> PassTo(Instance heir, IReadOnlyDictionary<int, int> numbers)
    {
        lock (_gate)
        {
            (_heir, _numbers) = (heir, numbers);
            return [.. _ends.Select(Renumbered).OfType<HistoryEvent>()];
        }
    }

    /// <summary>Takes the end of an activity whose instance has failed.</summary>
    /// <param name="end">How it ended.</param>
    /// <param name="of">The generation that called it.</param>
    /// <returns>Who is to be told of what; null while there is no heir, or when he does not wait for
    /// it.</returns>
    internal (Instance Heir, HistoryEvent End)? Take(HistoryEvent end, int? of)
    {
        lock (_gate)
        {
            if (of != generation || end.Kind is not (EventKind.TaskCompleted or EventKind.TaskFailed))
            {
                return null;
            }

            if (_heir is null)
            {
                _ends.Add(end);
                return null;
            }

            return Renumbered(end) is { } told ? (_heir, told) : null;
        }
    }

    private HistoryEvent? Renumbered(HistoryEvent end) => _numbers!.TryGetValue(end.Id, out int number)
        ? new() { Kind = end.Kind, Id = number, Payload = end.Payload, Reference = end.Reference }
        : null;
}
