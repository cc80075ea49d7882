using TradingBase.Portfolio;

namespace TradingBase.Journal;

/// <summary>An entry in the making: its postings, and what it makes of the positions.</summary>
/// <param name="mode">How the account holds the event's instrument.</param>
/// <param name="held">Its positions before, by leg; empty for an event of cash only.</param>
internal sealed class LedgerDraft(PositionMode mode, IReadOnlyDictionary<PositionLeg, Position> held)
{
    // A gain has as many digits as its average price. Cut to these, sums of gains are exact in any order;
    // what is cut stays in the cost of what is held.
    private const int GainDigits = 12;

    private readonly List<Posting> _postings = [];
    private readonly Dictionary<PositionLeg, Position?> _now =
        held.ToDictionary(pair => pair.Key, pair => (Position?)pair.Value);

    public IReadOnlyList<Posting> Postings => _postings;

    /// <summary>Positions after it, by leg; null where one was closed.</summary>
    public IReadOnlyDictionary<PositionLeg, Position?> Positions => _now;

    /// <summary>Moves an amount from one account to another; zero moves nothing.</summary>
    public void Move(string account, string against, string currency, decimal amount)
    {
        if (amount != 0)
        {
            _postings.Add(new(account, currency, amount));
            _postings.Add(new(against, currency, -amount));
        }
    }

    /// <summary>Books units against an account that pays for them.</summary>
    public void Deal(Trade trade, bool reduceOnly, string against)
    {
        if (mode is PositionMode.Netting)
        {
            Deal(PositionLeg.Net, trade, against);
            return;
        }

        decimal closable = Math.Abs(Held(HedgedLegs.Closes(trade))?.Quantity ?? 0);
        foreach ((PositionLeg leg, Trade part) in HedgedLegs.Split(trade, reduceOnly, closable))
        {
            Deal(leg, part, against);
        }
    }

    /// <summary>Changes the units of every leg.</summary>
    public void Split(decimal to, decimal from)
    {
        foreach (Position before in held.Values)
        {
            Position? after = PositionMath.Split(before, to, from);
            _now[before.Leg] = after;
            Move(LedgerSheet.UnitsOf(before.Leg), LedgerSheet.Trading, before.Instrument.ToString(),
                (after?.Quantity ?? 0) - before.Quantity);
        }
    }

    private Position? Held(PositionLeg leg) => _now.GetValueOrDefault(leg);

    private void Deal(PositionLeg leg, Trade trade, string against)
    {
        PositionChange change = PositionMath.Apply(Held(leg), trade);
        _now[leg] = change.Position is { } position ? position with { Leg = leg } : null;
        string units = trade.Instrument.ToString(), cost = LedgerSheet.CostOf(leg, trade.Instrument);
        Move(LedgerSheet.UnitsOf(leg), LedgerSheet.Trading, units, trade.Moved);
        Move(against, cost, trade.Currency, trade.CashFlow);
        Move(cost, LedgerSheet.Of(LedgerSheet.Realised, trade.Instrument), trade.Currency,
            Math.Round(change.Realised, GainDigits, MidpointRounding.ToEven));
        string fees = LedgerSheet.Of(LedgerSheet.Fees, trade.Instrument);
        if (trade.FeeInUnits != 0)
        {
            Move(LedgerSheet.UnitsOf(leg), fees, units, -trade.FeeInUnits);
        }
        else
        {
            Move(LedgerSheet.Cash, fees, trade.FeeCurrency, -trade.Fee);
        }
    }
}
