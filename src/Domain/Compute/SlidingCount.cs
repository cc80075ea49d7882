namespace TradingBase.Compute;

/// <summary>How much was used in the last window, in sixty steps or fewer.</summary>
/// <remarks>
/// The step that is under way counts, and as many whole ones before it as make a window: never less than
/// what was used in the window, and at most a step's more. Constant memory. Not thread-safe.
/// </remarks>
internal sealed class SlidingCount
{
    private readonly long[] _steps;
    private readonly long _stepTicks;
    private long _newest;
    private int _place;
    private long _from;
    private long _until;
    private long _sum;

    internal SlidingCount(TimeSpan window, int steps)
    {
        _steps = new long[steps + 1];
        _stepTicks = (window.Ticks + steps - 1) / steps;
    }

    /// <summary>What was used, at a moment in ticks, UTC.</summary>
    internal long At(long now)
    {
        if (now >= _from && now < _until)
        {
            return _sum; // The step under way is still the newest: most calls end here, without a division.
        }

        long step = now / _stepTicks;
        if (step > _newest)
        {
            for (long next = Math.Max(_newest + 1, step - _steps.Length + 1); next <= step; next++)
            {
                ref long old = ref _steps[next % _steps.Length];
                _sum -= old;
                old = 0;
            }

            _newest = step;
        }
        else if (_newest - step >= _steps.Length)
        {
            // The clock was set back by more than a window: all of it counts for one from now on.
            Array.Clear(_steps);
            _steps[step % _steps.Length] = _sum;
            _newest = step;
        }

        _place = (int)(_newest % _steps.Length);
        _from = _newest * _stepTicks;
        _until = _from + _stepTicks;
        return _sum;
    }

    /// <summary>Counts what is used now.</summary>
    internal void Add(long amount, long now)
    {
        At(now);
        _steps[_place] += amount;
        _sum += amount;
    }

    /// <summary>Takes back what was counted at a moment; nothing, where it counts no more.</summary>
    internal void Return(long amount, long at, long now)
    {
        At(now);
        long step = Math.Min(at / _stepTicks, _newest);
        if (step > _newest - _steps.Length)
        {
            ref long counted = ref _steps[step % _steps.Length];
            long returned = Math.Min(amount, counted);
            counted -= returned;
            _sum -= returned;
        }
    }

    /// <summary>What was used after a moment, the rest of the step that it lies in left out.</summary>
    internal long After(long at, long now)
    {
        At(now);
        long after = 0;
        for (long step = Math.Max(at / _stepTicks, _newest - _steps.Length) + 1; step <= _newest; step++)
        {
            after += _steps[step % _steps.Length];
        }

        return after;
    }

    /// <summary>When so much of what was used will count no more, ticks, UTC.</summary>
    /// <param name="amount">At most all that counts.</param>
    /// <param name="now">Ticks, UTC.</param>
    internal long FreeAt(long amount, long now)
    {
        At(now);
        long step = _newest - _steps.Length;
        for (long freed = 0; freed < amount && step < _newest;)
        {
            freed += _steps[++step % _steps.Length];
        }

        return step < _newest - _steps.Length + 1 ? now : (step + _steps.Length) * _stepTicks;
    }
}
