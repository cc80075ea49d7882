using TradingBase.Strategy;

namespace TradingBase.Risk;

/// <summary>The rows of an exposure book with their markets, strategies and parents.</summary>
internal sealed class ExposureLines
{
    private readonly Dictionary<InstrumentId, ExposureLine> _lines = new(InstrumentIdComparer.Instance);
    private readonly Dictionary<string, MarketExposure> _markets = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ParentExposure> _parents = new(StringComparer.Ordinal);
    private readonly RiskSituation _situation;

    /// <summary>Opens a line for everything that is known, and takes the parents.</summary>
    internal ExposureLines(RiskSituation situation)
    {
        _situation = situation;
        foreach (InstrumentOutlook outlook in situation.Outlooks.Values)
        {
            Add(outlook.Instrument.Id, outlook.Instrument.Currency);
        }

        foreach ((string id, ParentOrder parent) in situation.Parents)
        {
            _parents.Add(id, new(parent));
        }
    }

    /// <summary>Finds the line of an instrument, or null.</summary>
    internal ExposureLine? Find(InstrumentId id) => _lines.GetValueOrDefault(id);

    /// <summary>Finds the order that an order is a slice of, or null.</summary>
    internal ParentExposure? ParentOf(ProposedOrder order) =>
        order.ParentId is null ? null : _parents.GetValueOrDefault(order.ParentId);

    /// <summary>Finds the line of an instrument, or opens it.</summary>
    internal ExposureLine Add(InstrumentId id, string currency)
    {
        if (!_lines.TryGetValue(id, out ExposureLine? line))
        {
            line = new(
                id,
                MarketOf(id.Market),
                _situation.Limits.Of(id, null),
                _situation.Outlooks.TryGetValue(id, out InstrumentOutlook? outlook) ? outlook : null,
                _situation.Portfolio.RatesToBase.TryGetValue(currency, out decimal rate) ? rate : null,
                _situation.MissedSessions.TryGetValue(id, out int missed) ? missed : null,
                _situation.SessionAllows.Contains(id));
            _lines.Add(id, line);
        }

        return line;
    }

    private MarketExposure MarketOf(string name)
    {
        if (!_markets.TryGetValue(name, out MarketExposure? market))
        {
            _markets.Add(name, market = new(
                _situation.Rejections.GetValueOrDefault(name), !_situation.NoMarketOrders.Contains(name)));
        }

        return market;
    }

    /// <summary>Finds the course of a strategy in an instrument, or opens it.</summary>
    /// <remarks>Few strategies deal in one: walking along them is faster than hashing their names.</remarks>
    internal StrategyCourse CourseOf(ExposureLine line, string strategy)
    {
        StrategyCourse? course = line.Courses;
        while (course is not null && course.Strategy != strategy)
        {
            course = course.Next;
        }

        return course ?? (line.Courses = new(
            strategy, line, _situation.Limits.Of(line.Id, strategy), _situation.Portfolio.Equity,
            line.Courses)
        {
            BuysSuspended = _situation.Suspended.Contains(new(strategy, line.Id, OrderSide.Buy)),
            SellsSuspended = _situation.Suspended.Contains(new(strategy, line.Id, OrderSide.Sell)),
        });
    }
}
