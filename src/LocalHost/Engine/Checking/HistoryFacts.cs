using TradingBase.LocalHost.Engine.Histories;

namespace TradingBase.LocalHost.Engine.Checking;

/// <summary>What a history says without its code.</summary>
/// <param name="Events">How many events it has.</param>
/// <param name="OpenActivities">Activities that have not ended, with their events' numbers.</param>
internal sealed record HistoryFacts(
    int Events, IReadOnlyCollection<(int Number, HistoryEvent Call)> OpenActivities)
{
    /// <summary>Reads a whole history.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    internal static HistoryFacts Of(byte[] history)
    {
        SortedDictionary<int, (int, HistoryEvent)> open = [];
        var reader = new HistoryReader(history);
        int number = 0;
        while (reader.Next() is { } item)
        {
            number++;
            if (item.Kind is EventKind.TaskScheduled)
            {
                open[item.Id] = (number, item);
            }
            else if (item.Kind is EventKind.TaskCompleted or EventKind.TaskFailed)
            {
                open.Remove(item.Id);
            }
        }

        return new(number, open.Values);
    }
}
