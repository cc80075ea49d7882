using TradingBase.Execution;
using TradingBase.Risk;
using TradingBase.Strategy;

namespace TradingBase.Testing;

/// <summary>
/// A venue's own account at a price of 100 dollars: what is held and what works there, at every instant. Orders
/// come to it as they are sent; nothing that the desk believes is asked for.
/// </summary>
public sealed class ExposureVenue(RiskLimits limits, decimal cash = 100_000m)
{
    private const decimal Price = 100m;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, (ProposedOrder Order, decimal Left)> _working = [];
    private readonly Dictionary<InstrumentId, decimal> _held = [];
    private decimal _cash = cash;

    /// <summary>Every fill, in order.</summary>
    public List<Fill> Fills { get; } = [];

    /// <summary>What was beyond a limit, in order; empty when nothing ever was.</summary>
    public List<string> Breaches { get; } = [];

    /// <summary>The largest gross worth that was ever held or could have come to be, dollars.</summary>
    public decimal MostGross { get; private set; }

    /// <summary>Takes an order.</summary>
    public void Send(ApprovedOrder order)
    {
        ArgumentNullException.ThrowIfNull(order);
        lock (_gate)
        {
            _working.Add(order.Order.ClientOrderId, (order.Order, order.Order.Quantity));
            Look($"{order.Order.ClientOrderId} was sent");
        }
    }

    /// <summary>Fills units of a working order.</summary>
    public Fill Fill(ApprovedOrder order, decimal units)
    {
        ArgumentNullException.ThrowIfNull(order);
        lock (_gate)
        {
            (ProposedOrder asked, decimal left) = _working[order.Order.ClientOrderId];
            _working[asked.ClientOrderId] = (asked, left - units);
            Fill fill = Some.Fill(
                asked, units, Price, $"{asked.ClientOrderId}-{Fills.Count}");
            decimal signed = asked.Side is OrderSide.Buy ? units : -units;
            _held[asked.Instrument.Id] = _held.GetValueOrDefault(asked.Instrument.Id) + signed;
            _cash -= signed * Price;
            Fills.Add(fill);
            Look($"{fill.TradeId} was filled");
            return fill;
        }
    }

    /// <summary>Ends an order, filled or not.</summary>
    public void End(ApprovedOrder order)
    {
        ArgumentNullException.ThrowIfNull(order);
        lock (_gate)
        {
            _working.Remove(order.Order.ClientOrderId);
        }
    }

    /// <summary>Units held of each instrument, none that are zero.</summary>
    public IReadOnlyDictionary<InstrumentId, decimal> Held() =>
        _held.Where(pair => pair.Value != 0).ToDictionary();

    // Worst case from what the venue knows: one side of everything that works fills, the other does not.
    private void Look(string when)
    {
        decimal equity = _cash + (_held.Values.Sum() * Price);
        decimal gross = 0, longest = 0, shortest = 0, needed = 0;
        foreach (InstrumentId id in ExposureDesk.Instruments.Select(one => one.Id))
        {
            decimal held = _held.GetValueOrDefault(id);
            decimal bought = Left(id, OrderSide.Buy), sold = Left(id, OrderSide.Sell);
            decimal most = (held + bought) * Price, least = (held - sold) * Price;
            decimal worst = Math.Max(Math.Abs(most), Math.Abs(least));
            gross += worst;
            longest += most;
            shortest += least;
            needed += bought * Price;
            Check($"{id}'s worth", worst, limits.MaxConcentration.Value * equity, when);
        }

        MostGross = Math.Max(MostGross, gross);
        Check("Gross worth", gross, limits.MaxGrossExposure.Value * equity, when);
        decimal net = Math.Max(Math.Abs(longest), Math.Abs(shortest));
        Check("Net worth", net, limits.MaxNetExposure.Value * equity, when);
        Check("What open buys need", needed, _cash, when);
    }

    private decimal Left(InstrumentId id, OrderSide side) => _working.Values
        .Where(one => one.Order.Instrument.Id == id && one.Order.Side == side)
        .Sum(one => one.Left);

    private void Check(string what, decimal measured, decimal limit, string when)
    {
        if (measured > limit)
        {
            Breaches.Add(FormattableString.Invariant(
                $"{what} {measured} is more than {limit} when {when}."));
        }
    }
}
