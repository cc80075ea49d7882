using System.Globalization;
using TradingBase.Journal;

namespace TradingBase.Desk;

/// <summary>Records whose ids begin with a moment, and how a stretch of time is read of them.</summary>
internal static class TimedIds
{
    private const int Page = 200;

    /// <summary>Writes a moment as ids begin with it.</summary>
    /// <returns>Such as <c>20171229T210500Z</c>.</returns>
    internal static string Second(DateTimeOffset moment) =>
        moment.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    /// <summary>Reads the records of a stretch of time, and none besides.</summary>
    /// <param name="records">Where they are.</param>
    /// <param name="kind">Which kind.</param>
    /// <param name="after">Exclusive, UTC.</param>
    /// <param name="until">Inclusive, UTC.</param>
    /// <param name="idOf">Gives a record's id, which begins with the moment that it is of.</param>
    /// <param name="timeOf">Gives that moment exactly.</param>
    /// <param name="cancellationToken">Abandons the read.</param>
    /// <returns>Oldest first.</returns>
    internal static async Task<IReadOnlyList<TRecord>> ReadBetweenAsync<TRecord>(
        this IRecordStore records, string kind, DateTimeOffset after, DateTimeOffset until,
        Func<TRecord, string> idOf, Func<TRecord, DateTimeOffset> timeOf, CancellationToken cancellationToken)
        where TRecord : class
    {
        List<TRecord> found = [];
        string first = Second(after), before = Second(until.AddSeconds(1));
        while (true)
        {
            IReadOnlyList<TRecord> page = await records.ListAsync<TRecord>(
                kind, before, Page, cancellationToken);
            found.AddRange(page.Where(one => timeOf(one) > after && timeOf(one) <= until));
            if (page.Count < Page || string.CompareOrdinal(idOf(page[^1]), first) < 0)
            {
                found.Reverse();
                return found;
            }

            before = idOf(page[^1]);
        }
    }
}
