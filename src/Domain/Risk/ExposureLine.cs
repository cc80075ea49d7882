using TradingBase.Strategy;

namespace TradingBase.Risk;

/// <summary>One instrument's row of the exposure book.</summary>
internal sealed class ExposureLine(
    InstrumentId id, MarketExposure market, RiskLimits limits, InstrumentOutlook? outlook,
    decimal? rateToBase, int? missed, bool session)
{
    /// <summary>Which instrument.</summary>
    internal InstrumentId Id { get; } = id;

    /// <summary>The sums of its market.</summary>
    internal MarketExposure Market { get; } = market;

    /// <summary>What bounds the instrument, whoever deals in it.</summary>
    internal RiskLimits Limits { get; } = limits;

    /// <summary>What is known of the instrument, or null when nothing is.</summary>
    internal InstrumentOutlook? Outlook { get; } = outlook;

    /// <summary>Base currency per quote currency, or null when no rate is known.</summary>
    internal decimal? RateToBase { get; } = rateToBase;

    /// <summary>Worth of a unit at a price of one, base currency; zero while it is not known.</summary>
    internal decimal WorthOfAPoint { get; } = (outlook?.Instrument.Multiplier ?? 0) * (rateToBase ?? 0);

    /// <summary>
    /// Sessions that ended since the reference became known, or null when that is not known.
    /// </summary>
    internal int? MissedSessions { get; } = missed;

    /// <summary>Whether the market takes orders for it now.</summary>
    internal bool SessionAllows { get; } = session;

    /// <summary>Tick and lot, ready to be held against prices and quantities.</summary>
    internal Steps? Steps { get; } = outlook is null ? null : new(outlook.Instrument);

    /// <summary>The courses of strategies that deal in it, newest first; null before the first.</summary>
    internal StrategyCourse? Courses { get; set; }

    /// <summary>Orders of the near past, for duplicates.</summary>
    internal AlikeOrders Alike { get; } = new();

    /// <summary>Signed units of filled positions.</summary>
    internal decimal Held { get; set; }

    /// <summary>Units of open buys.</summary>
    internal decimal OpenBuys { get; set; }

    /// <summary>Units of open sells.</summary>
    internal decimal OpenSells { get; set; }

    /// <summary>The most that an open buy would pay, quote currency; null when there is none.</summary>
    /// <remarks>A market order pays anything.</remarks>
    internal decimal? HighestBuy { get; set; }

    /// <summary>The least that an open sell would take, quote currency; null when there is none.</summary>
    internal decimal? LowestSell { get; set; }

    /// <summary>
    /// Highest worth of a unit seen, base currency: of the mark, the reference and open orders' limits.
    /// </summary>
    internal decimal UnitValue { get; set; }

    /// <summary>Whether something is held or on its way.</summary>
    internal bool IsOpen { get; private set; }

    /// <summary>Signed worth if every open buy fills and no sell does, base currency.</summary>
    internal decimal Longest { get; private set; }

    /// <summary>Signed worth if every open sell fills and no buy does, base currency.</summary>
    internal decimal Shortest { get; private set; }

    /// <summary>The worse side, sign dropped, base currency.</summary>
    internal decimal Worst { get; private set; }

    /// <summary>Counts the worst case anew after a change.</summary>
    internal void Recount()
    {
        Longest = (Held + OpenBuys) * UnitValue;
        Shortest = (Held - OpenSells) * UnitValue;
        Worst = WorseOf(Longest, Shortest);
        IsOpen = Held != 0 || OpenBuys != 0 || OpenSells != 0;
    }

    /// <summary>The larger of two amounts, signs dropped.</summary>
    internal static decimal WorseOf(decimal longest, decimal shortest)
    {
        decimal high = Math.Abs(longest), low = Math.Abs(shortest);
        return high > low ? high : low;
    }
}
