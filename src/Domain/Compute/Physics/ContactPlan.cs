namespace TradingBase.Compute.Physics;

/// <summary>The contacts of a stretch of time, to ask whether one is open.</summary>
/// <remarks>Immutable.</remarks>
public sealed class ContactPlan
{
    private readonly ContactWindow[] _windows;

    /// <summary>Takes windows over.</summary>
    /// <param name="windows">Ordered by their rise, none touching the next.</param>
    /// <exception cref="ArgumentException">One ends before it begins, or reaches into the next.</exception>
    public ContactPlan(IEnumerable<ContactWindow> windows)
    {
        ArgumentNullException.ThrowIfNull(windows);
        _windows = [.. windows];
        for (int i = 0; i < _windows.Length; i++)
        {
            if (_windows[i].Set <= _windows[i].Rise || (i > 0 && _windows[i].Rise <= _windows[i - 1].Set))
            {
                throw new ArgumentException(
                    $"Contact {_windows[i].Rise:O} to {_windows[i].Set:O} is out of order.", nameof(windows));
            }
        }
    }

    /// <summary>The contacts, ordered by their rise.</summary>
    public IReadOnlyList<ContactWindow> Windows => _windows;

    /// <summary>The contact that is open at a moment, or the next one.</summary>
    /// <param name="now">When, UTC.</param>
    /// <returns>Null where the plan has no more.</returns>
    public ContactWindow? CurrentOrNext(DateTimeOffset now)
    {
        int low = 0;
        int high = _windows.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = _windows[middle].Set <= now ? (middle + 1, high) : (low, middle);
        }

        return low < _windows.Length ? _windows[low] : null;
    }

    /// <summary>How long the line stays open from a moment on.</summary>
    /// <param name="now">When, UTC.</param>
    /// <returns>Zero outside of contacts.</returns>
    public TimeSpan LeftAt(DateTimeOffset now) =>
        CurrentOrNext(now) is { } window && window.Rise <= now ? window.Set - now : TimeSpan.Zero;
}
