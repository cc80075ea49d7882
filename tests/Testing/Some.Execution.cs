using TradingBase.Execution;
using TradingBase.Strategy;

namespace TradingBase.Testing;

public static partial class Some
{
    /// <summary>A fill of an order, at its reference unless said otherwise, without a fee.</summary>
    public static Fill Fill(
        ProposedOrder? order = null, decimal? quantity = null, decimal? price = null,
        string tradeId = "trade-1",
        decimal fee = 0m, string? feeCurrency = null, DateTimeOffset? at = null)
    {
        ProposedOrder of = order ?? Order();
        return new(
            tradeId, of.ClientOrderId, of.Instrument.Id, of.Side, quantity ?? of.Quantity,
            price ?? of.ReferencePrice,
            of.Instrument.Currency, of.Instrument.Multiplier, fee, feeCurrency ?? of.Instrument.Currency,
            at ?? DeskTime);
    }

    /// <summary>What a broker says of an order.</summary>
    public static OrderReport Report(
        OrderStatus status, ProposedOrder? order = null, DateTimeOffset? at = null, params Fill[] fills) =>
        new((order ?? Order()).ClientOrderId, status, fills, null, at ?? DeskTime);

    /// <summary>A report with the seal of the wire of every test.</summary>
    public static SealedReport Sealed(OrderReport report) => new ReportSealer(Signer()).Seal(report);

    /// <summary>A sealed report of an order.</summary>
    public static SealedReport Sealed(OrderStatus status, params Fill[] fills) =>
        Sealed(Report(status, fills: fills));
}
