namespace TradingBase.Portfolio;

/// <summary>What is held of one instrument.</summary>
/// <param name="Instrument">Of what.</param>
/// <param name="Currency">Quote currency.</param>
/// <param name="Multiplier">Units per contract.</param>
/// <param name="Quantity">Signed units; negative is short.</param>
/// <param name="AveragePrice">Average entry price, quote currency; unchanged by reductions.</param>
/// <param name="LastPrice">Price of the last fill, quote currency.</param>
/// <param name="LastFillAt">When it was filled last, UTC.</param>
public sealed record Position(
    InstrumentId Instrument, string Currency, decimal Multiplier, decimal Quantity, decimal AveragePrice,
    decimal LastPrice, DateTimeOffset LastFillAt)
{
    /// <summary>Makes what is held before the first fill.</summary>
    public static Position None(InstrumentId instrument, string currency, decimal multiplier) =>
        new(instrument, currency, multiplier, 0, 0, 0, default);

    /// <summary>Adds the units of a fill.</summary>
    /// <param name="signedQuantity">Units, negative to sell; not zero.</param>
    /// <param name="price">Quote currency per unit.</param>
    /// <param name="at">When, UTC.</param>
    /// <returns>
    /// The position after it: growing averages the price by units, shrinking keeps it, and what crosses zero opens at
    /// the fill's price. A closed position has quantity and average price zero.
    /// </returns>
    /// <remarks>Source: netting of average cost, as the position model of nautilus_trader documents it.</remarks>
    public Position With(decimal signedQuantity, decimal price, DateTimeOffset at)
    {
        decimal quantity = Quantity + signedQuantity;
        decimal average = quantity == 0 ? 0
            : Math.Sign(quantity) != Math.Sign(Quantity) ? price
            : Math.Sign(signedQuantity) != Math.Sign(Quantity) ? AveragePrice
            : ((AveragePrice * Quantity) + (price * signedQuantity)) / quantity;
        return this with { Quantity = quantity, AveragePrice = average, LastPrice = price, LastFillAt = at };
    }
}
