using TradingBase.Strategy;

namespace TradingBase.Risk;

/// <summary>One strategy's orders of one side of an instrument.</summary>
/// <param name="Strategy">Whose.</param>
/// <param name="Instrument">Of what.</param>
/// <param name="Side">Buys or sells.</param>
public readonly record struct OrderCourse(string Strategy, InstrumentId Instrument, OrderSide Side)
{
    /// <summary>The course that an order is on.</summary>
    public static OrderCourse Of(ProposedOrder order)
    {
        ArgumentNullException.ThrowIfNull(order);
        return new(order.Strategy, order.Instrument.Id, order.Side);
    }

    /// <summary>Writes it as a person says it.</summary>
    /// <returns>Such as <c>'trend' buys AAPL@us-equities</c>.</returns>
    public override string ToString() =>
        $"'{Strategy}' {(Side is OrderSide.Buy ? "buys" : "sells")} {Instrument}";
}
