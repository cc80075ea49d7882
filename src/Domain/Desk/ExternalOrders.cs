using TradingBase.Execution;
using TradingBase.Markets;
using TradingBase.Strategy;

namespace TradingBase.Desk;

/// <summary>Records orders that somebody else sent to a venue, and counts them in the exposure.</summary>
/// <param name="register">What the gate's worst case counts.</param>
/// <param name="notes">Writes down and tells.</param>
/// <param name="catalog">Knows the instruments.</param>
/// <param name="source">Has a price where the order names none.</param>
public sealed class ExternalOrders(
    ExposureRegister register, ReconciliationNotes notes, MarketCatalog catalog, IMarketDataSource source)
{
    /// <summary>The id under which the register counts it.</summary>
    public static string IdOf(string venue, string venueOrderId) => $"external:{venue}:{venueOrderId}";

    /// <summary>Records an order that is open.</summary>
    /// <param name="venue">Name of the broker.</param>
    /// <param name="order">As the venue tells it.</param>
    /// <param name="revived">Whether it is ours, and has ended by the books.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    public async Task<ReconciliationFinding> RecordAsync(
        string venue, VenueOrder order, bool revived, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(order);
        await CountAsync(venue, order, cancellationToken);
        string size = order.Quantity is { } units
            ? FormattableString.Invariant($"{units}")
            : FormattableString.Invariant($"an amount of {order.Worth}");
        string what = FormattableString.Invariant(
            $"{order.Side} {size} {order.Instrument}, {order.Filled} filled");
        string reason = revived
            ? $"Order {order.ClientOrderId} has ended by the books and is open at {venue}: {what}."
            : $"Order {order.VenueOrderId} at {venue} was not sent by this desk: {what}.";
        await notes.WriteAsync(
            venue, $"external:{order.VenueOrderId}", "order-external", order.AtUtc,
            new { Order = order, Revived = revived }, cancellationToken);
        await notes.RaiseAsync(
            new(
                IdOf(venue, order.VenueOrderId), "order-external",
                revived ? AlertSeverity.Critical : AlertSeverity.Warning, reason, order.AtUtc),
            cancellationToken);
        return new(
            revived ? ReconciliationFindingKind.OrderRevived : ReconciliationFindingKind.OrderExternal,
            order.VenueOrderId, Explained: true, reason);
    }

    /// <summary>Counts what is left of an order.</summary>
    /// <remarks>
    /// Units of an order of an amount are reckoned from its price; where there is none, nothing is counted
    /// and its fills tell.
    /// </remarks>
    public async Task CountAsync(string venue, VenueOrder order, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(order);
        Instrument instrument = catalog.Find(order.Instrument.Market)
            .Describe(order.Instrument.Symbol, tradable: true);
        decimal price = order.LimitPrice
            ?? await source.FindLastPriceAsync(instrument, order.AtUtc, cancellationToken) ?? 0;
        decimal units = order.Quantity
            ?? Math.Max(order.Filled, price > 0 ? (order.Worth ?? 0) / (price * instrument.Multiplier) : 0);
        if (units <= 0)
        {
            return;
        }

        ProposedOrder asked = new(
            IdOf(venue, order.VenueOrderId), "external", "external", instrument, order.Side, units,
            order.LimitPrice is null ? OrderType.Market : OrderType.Limit, order.LimitPrice, price,
            order.AtUtc, order.AtUtc);
        await register.CountExternalAsync(asked, order.Filled, order.AtUtc, cancellationToken);
    }

    /// <summary>Records that an order is open no more.</summary>
    public async Task<ReconciliationFinding> EndAsync(
        string venue, ExternalOrder ended, DateTimeOffset at, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(ended);
        string id = ended.Order.VenueOrderId;
        await notes.WriteAsync(
            venue, $"external:{id}:ended", "external-ended", at, new { VenueOrderId = id },
            cancellationToken);
        await register.ForgetExternalAsync(IdOf(venue, id), cancellationToken);
        return new(
            ReconciliationFindingKind.ExternalEnded, id, Explained: true,
            $"Order {id} at {venue}, which this desk did not send, is open no more.");
    }
}
