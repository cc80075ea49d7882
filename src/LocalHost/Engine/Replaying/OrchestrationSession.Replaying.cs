using TradingBase.LocalHost.Engine.Histories;

namespace TradingBase.LocalHost.Engine.Replaying;

/// <content>The same code from a history, and what is said where it is not the same.</content>
internal sealed partial class OrchestrationSession
{
    /// <summary>What the code asks for when it has ended.</summary>
    internal const string TheEnd = "the end";

    /// <summary>Repeats what the history tells.</summary>
    /// <param name="history">All steps, the oldest first.</param>
    /// <param name="segments">How many full segments the store holds.</param>
    /// <param name="tail">The last steps, which a next one is written behind; part of the history.</param>
    /// <param name="goesOn">Whether the instance has not ended, so that its code must not have
    /// either.</param>
    internal void Replay(byte[] history, int segments, byte[]? tail, bool goesOn)
    {
        _history.Resume(segments, tail);
        var reader = new HistoryReader(history);
        List<HistoryEvent> recorded = [];
        int number = 0;
        while (_failed is null && reader.Next() is { } item)
        {
            number++;
            _history.Met(item);
            if (item.IsAction)
            {
                recorded.Add(item);
                _spans?.Asked(item, _lastTicks);
                continue;
            }

            if (item.Kind is EventKind.StepStarted)
            {
                Compare(recorded, number);
                CompareEnd(number);
                _lastTicks = item.Ticks;
                _context.BeginStep(item.Ticks, replaying: true);
                continue;
            }

            if (item.Kind is EventKind.Terminated)
            {
                // What the code asked for in the step that ended it was not kept, and cannot be compared.
                return;
            }

            _history.Fetch(item);
            _spans?.Took(item, _lastTicks, live: false);
            _gate.Pass(item);
        }

        Compare(recorded, number + 1);
        if (goesOn)
        {
            CompareEnd(number + 1);
        }
    }

    private void Compare(List<HistoryEvent> recorded, int number)
    {
        List<HistoryEvent> asked = _context.TakeActions();
        for (int i = 0; i < Math.Max(recorded.Count, asked.Count) && _failed is null; i++)
        {
            HistoryEvent? was = i < recorded.Count ? recorded[i] : null;
            HistoryEvent? now = i < asked.Count ? asked[i] : null;
            if (was is null || now is null || !was.SameActionAs(now))
            {
                int at = number - recorded.Count + i;
                Diverge(
                    at,
                    Describe(was),
                    Describe(now) + Detail(was, now),
                    $"event {at} of its history is {Describe(was)}, "
                    + $"but the code now asks for {Describe(now)}{Detail(was, now)}");
            }
        }

        recorded.Clear();
    }

    // Whatever came after its end would have found nobody.
    private void CompareEnd(int number)
    {
        if (_context.HasEnded)
        {
            Diverge(
                number,
                "to go on",
                TheEnd,
                $"its history goes on at event {number}, but the code now has ended before");
        }
    }

    private void Diverge(int at, string recorded, string asked, string difference)
    {
        if (_failed is null)
        {
            _diverged = new(Row.Id, difference) { Event = at, Recorded = recorded, Asked = asked };
            _failed = Failure.Of(_diverged, null);
        }
    }

    private static string Describe(HistoryEvent? action) => action?.ToString() ?? "nothing more";

    private static string Detail(HistoryEvent? was, HistoryEvent? now) =>
        was is not null && now is not null && was.ToString() == now.ToString() ? " with another input" : "";
}
