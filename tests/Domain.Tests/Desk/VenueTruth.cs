using TradingBase.Execution;
using TradingBase.Portfolio;
using TradingBase.Risk;
using TradingBase.Strategy;
using TradingBase.Testing;

namespace TradingBase.Desk.Tests;

/// <summary>A live venue with an account: what it did is what it says.</summary>
internal sealed class VenueTruth : BrokerDouble
{
    private readonly Dictionary<InstrumentId, Position?> _held = [];

    public override string Name => "kraken";

    public override BrokerTraits Traits => new() { OnPaper = OnPaper };

    internal bool OnPaper { get; init; }

    internal Dictionary<string, decimal> Cash { get; } = [];

    internal List<VenueOrder> Open { get; } = [];

    internal List<Fill> Fills { get; } = [];

    /// <summary>How orders of ours ended, by client order id; who is not here was never had.</summary>
    internal Dictionary<string, OrderStatus> Statuses { get; } = [];

    internal List<DateTimeOffset> FillsFrom { get; } = [];

    internal bool Silent { get; set; }

    internal bool TellsFills { get; set; } = true;

    internal IEnumerable<Position> Held => _held.Values.OfType<Position>();

    /// <summary>Deals: the account changes with it.</summary>
    internal Fill Deal(Fill fill)
    {
        Fill own = fill with { Venue = Name };
        Fills.Add(own);
        Trade trade = own.ToTrade();
        _held[own.Instrument] = PositionMath.Apply(_held.GetValueOrDefault(own.Instrument), trade).Position;
        Pay(own.Currency, trade.CashFlow);
        Pay(own.FeeCurrency, trade.FeeInUnits != 0 ? 0 : -own.Fee);
        return own;
    }

    internal void Pay(string currency, decimal amount) =>
        Cash[currency] = Cash.GetValueOrDefault(currency) + amount;

    public override Task<VenueAccount> ReadAccountAsync(
        DateTimeOffset fillsFrom, DeskClock now, CancellationToken cancellationToken)
    {
        FillsFrom.Add(fillsFrom);
        return Silent
            ? throw new StillAwayException()
            : Task.FromResult(new VenueAccount(
                Name, now.DeskTime, [.. Open],
                [.. Fills.Where(fill => TellsFills && fill.AtUtc >= fillsFrom)],
                [.. Held.Select(one => new VenuePosition(one.Instrument, one.Quantity, one.AveragePrice))],
                new Dictionary<string, decimal>(Cash)));
    }

    public override Task<OrderReport?> QueryAsync(
        ApprovedOrder order, DeskClock now, CancellationToken cancellationToken)
    {
        string id = order.Order.ClientOrderId;
        Fill[] fills = [.. Fills.Where(fill => TellsFills && fill.ClientOrderId == id)];
        return Task.FromResult(Statuses.TryGetValue(id, out OrderStatus status)
            ? new OrderReport(id, status, fills, null, fills.Select(fill => fill.AtUtc)
                .Append(Some.DeskTime).Max())
            : null);
    }

    internal static VenueOrder Order(
        string venueOrderId, string? clientOrderId = null, decimal quantity = 10m, decimal filled = 0m,
        string symbol = "AAPL", decimal? limit = 100m) => new(
        venueOrderId, clientOrderId, new(symbol, "us-equities"), OrderSide.Buy, quantity, filled, limit,
        OrderStatus.Accepted, Some.DeskTime);

    private sealed class StillAwayException() : TradingBaseException("The line is dead.");
}
