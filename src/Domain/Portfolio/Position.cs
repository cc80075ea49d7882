using System.Text.Json.Serialization;

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
    /// <summary>Which of the instrument's positions it is.</summary>
    /// <value>The default is the only one, of an account that nets.</value>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public PositionLeg Leg { get; init; }
}
