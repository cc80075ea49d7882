using TradingBase.Markets;

namespace TradingBase.Adapters.MarketData;

/// <summary>All bars of a series in memory, cut by binary search; a cut copies nothing.</summary>
/// <param name="bars">Starts strictly rising, moments of becoming known never falling.</param>
internal sealed class BarHistory(Bar[] bars)
{
    public int Count => bars.Length;

    public IReadOnlyList<Bar> All => bars;

    /// <summary>The newest bars that were known at a moment.</summary>
    public IReadOnlyList<Bar> Known(DateTimeOffset knownAt, int atMost)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(atMost);
        int end = CountWhile(bar => bar.KnownAt <= knownAt);
        int taken = Math.Min(end, atMost);
        return new ArraySegment<Bar>(bars, end - taken, taken);
    }

    /// <summary>The first bars that start strictly after a moment and were known at another.</summary>
    public IReadOnlyList<Bar> After(DateTimeOffset after, DateTimeOffset knownAt, int atMost)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(atMost);
        int begin = CountWhile(bar => bar.Start <= after);
        int end = Math.Max(begin, CountWhile(bar => bar.KnownAt <= knownAt));
        return new ArraySegment<Bar>(bars, begin, Math.Min(end - begin, atMost));
    }

    // The predicate holds for a first part of the bars and for none behind it.
    private int CountWhile(Predicate<Bar> holds)
    {
        int low = 0;
        int high = bars.Length;
        while (low < high)
        {
            int middle = low + ((high - low) / 2);
            if (holds(bars[middle]))
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }
}
