using TradingBase.Strategy;

namespace TradingBase.Risk;

/// <summary>One instrument's row of the exposure book.</summary>
internal sealed class ExposureLine(
    int index, InstrumentOutlook? outlook, decimal? rateToBase, int? missed, bool session)
{
    /// <summary>Its place in the book.</summary>
    internal int Index { get; } = index;

    /// <summary>What is known of the instrument, or null when nothing is.</summary>
    internal InstrumentOutlook? Outlook { get; } = outlook;

    /// <summary>Base currency per quote currency, or null when no rate is known.</summary>
    internal decimal? RateToBase { get; } = rateToBase;

    /// <summary>
    /// Sessions that ended since the reference became known, or null when that is not known.
    /// </summary>
    internal int? MissedSessions { get; } = missed;

    /// <summary>Whether the market takes orders for it now.</summary>
    internal bool SessionAllows { get; } = session;

    /// <summary>Signed units of filled positions.</summary>
    internal decimal Held { get; set; }

    /// <summary>Units of open buys.</summary>
    internal decimal OpenBuys { get; set; }

    /// <summary>Units of open sells.</summary>
    internal decimal OpenSells { get; set; }

    /// <summary>
    /// Highest worth of a unit seen, base currency: of the mark, the reference and open orders' limits.
    /// </summary>
    internal decimal UnitValue { get; set; }

    /// <summary>Signed worth if every open buy fills and no sell does, base currency.</summary>
    internal decimal Longest => (Held + OpenBuys) * UnitValue;

    /// <summary>Signed worth if every open sell fills and no buy does, base currency.</summary>
    internal decimal Shortest => (Held - OpenSells) * UnitValue;

    /// <summary>The worse side, sign dropped, base currency.</summary>
    internal decimal Worst => Math.Max(Math.Abs(Longest), Math.Abs(Shortest));
}
