using TradingBase.Markets;

namespace TradingBase.Risk;

/// <summary>Holds prices and quantities against an instrument's tick and lot.</summary>
/// <remarks>
/// A step of 1, 0.1, 0.01 and so on needs no division: what has no more decimals than the step is a multiple.
/// </remarks>
internal sealed class Steps(Instrument instrument)
{
    private readonly int _tickDecimals = DecimalsOf(instrument.Tick);
    private readonly int _lotDecimals = DecimalsOf(instrument.Lot);

    /// <summary>How far a price is beyond whole ticks; zero when it is whole.</summary>
    internal decimal OffTick(decimal price) =>
        price.Scale <= _tickDecimals ? 0 : Math.Abs(price % instrument.Tick);

    /// <summary>How far a quantity is beyond whole lots; zero when it is whole.</summary>
    internal decimal OffLot(decimal quantity) =>
        quantity.Scale <= _lotDecimals ? 0 : quantity % instrument.Lot;

    // The decimals of a power of ten up to one, or -1 for every other step.
    private static int DecimalsOf(decimal step)
    {
        decimal power = 1;
        for (int decimals = 0; decimals <= 28; decimals++, power /= 10)
        {
            if (step == power)
            {
                return decimals;
            }
        }

        return -1;
    }
}
