using System.Runtime.CompilerServices;

namespace TradingBase.Compute;

/// <summary>
/// The newest seven logarithms of measurements, with what they belong to and when they came.
/// </summary>
/// <remarks>
/// The median of a few bears two or three strays, which a mean does not: one answer in a hundred that is four
/// times as slow is no brown-out. Not thread-safe.
/// </remarks>
internal struct RecentMedian
{
    /// <summary>How many of them there have to be to tell anything: three of five must agree.</summary>
    internal const int Fewest = 5;

    private const int Size = 7;
    private Values _values;
    private Kinds _kinds;
    private Moments _moments;
    private int _next;
    private int _count;

    /// <summary>When the newest came, ticks, UTC.</summary>
    internal long Newest { get; private set; }

    internal void Add(double value, int kind, long now)
    {
        (_values[_next], _kinds[_next], _moments[_next]) = (value, kind, now);
        _next = (_next + 1) % Size;
        _count = Math.Min(_count + 1, Size);
        Newest = now;
    }

    /// <summary>The median of how far recent values lie above what is usual for their kind.</summary>
    /// <param name="usual">The usual value of each kind.</param>
    /// <param name="since">Older ones do not count, ticks, UTC.</param>
    /// <returns>Not a number when too few are recent.</returns>
    internal readonly double Above(ReadOnlySpan<double> usual, long since)
    {
        Span<double> above = stackalloc double[Size];
        int count = 0;
        for (int i = 0; i < _count; i++)
        {
            if (_moments[i] >= since)
            {
                double value = _values[i] - usual[_kinds[i]];
                int place = count++;
                for (; place > 0 && above[place - 1] > value; place--)
                {
                    above[place] = above[place - 1];
                }

                above[place] = value;
            }
        }

        // Of an even number the lower middle: a brown-out needs the majority.
        return count < Fewest ? double.NaN : above[(count - 1) / 2];
    }

    [InlineArray(Size)]
    private struct Values
    {
        private double _first;
    }

    [InlineArray(Size)]
    private struct Kinds
    {
        private int _first;
    }

    [InlineArray(Size)]
    private struct Moments
    {
        private long _first;
    }
}
