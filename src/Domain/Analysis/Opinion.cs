namespace TradingBase.Analysis;

/// <summary>Adds up weighted parts of a stance; parts without a meaning are left out.</summary>
/// <remarks>Not thread-safe; made for one view.</remarks>
internal sealed class Opinion
{
    private double _weight;
    private double _sum;
    private double _size;

    /// <summary>The parts' weighted mean, from −1 to 1; zero without parts.</summary>
    internal double Stance => _weight > 0 ? Math.Clamp(_sum / _weight, -1, 1) : 0;

    /// <summary>
    /// How far the parts point one way: 1 when all do, 0 when they cancel or there are none.
    /// </summary>
    internal double Agreement => _size > 0 ? Math.Min(1, Math.Abs(_sum) / _size) : 0;

    /// <summary>Adds a part.</summary>
    /// <param name="weight">Greater than zero.</param>
    /// <param name="part">Any size; pressed into −1 to 1. Not a number leaves it out.</param>
    internal Opinion Add(double weight, double part)
    {
        if (!double.IsNaN(part))
        {
            double pressed = Math.Tanh(part);
            _weight += weight;
            _sum += weight * pressed;
            _size += weight * Math.Abs(pressed);
        }

        return this;
    }
}
