using TradingBase.Execution;
using TradingBase.Markets;

namespace TradingBase.Adapters.Brokers;

public sealed partial class PaperBroker
{
    // A good-till-canceled order ends before as many daily bars as this are over.
    private const int MostBars = 128;

    // LEAN's window of volume and of volatility.
    private const int VolumeDays = 10, ReturnDays = 252;

    private readonly PaperMatching _matching = new(options);

    // Own orders share a bar in the order of their priority, whichever of them is asked for: so all that are
    // live in an instrument go on together. In replayed time an order is alone: those before it have ended.
    private async Task<PaperOrder> AdvanceAsync(
        PaperOrder asked, DeskClock now, CancellationToken cancellationToken)
    {
        Market market = catalog.Find(asked.Order.Instrument.Id.Market);
        List<PaperOrder> working = asked.Replayed
            ? [asked]
            : await ReadLiveAsync(asked.Order.Instrument.Id, cancellationToken);
        if (working.Count == 0)
        {
            return await StandingAsync(asked, cancellationToken);
        }

        IReadOnlyList<Bar> bars = await source.ReadAfterAsync(
            asked.Order.Instrument,
            working.Min(order => PaperMatching.ReadsFrom(order)),
            asked.Replayed ? DateTimeOffset.MaxValue : now.DeskTime,
            MostBars,
            cancellationToken);
        foreach (Bar bar in bars)
        {
            for (int i = 0; i < working.Count; i++)
            {
                working[i] = await AdvanceAsync(working[i], bar, market, cancellationToken);
            }
        }

        for (int i = 0; i < working.Count; i++)
        {
            working[i] = await ExpireAsync(working[i], bars.Count, market, now, cancellationToken);
        }

        return working.Find(order => order.Order.ClientOrderId == asked.Order.ClientOrderId)
            ?? await StandingAsync(asked, cancellationToken);
    }

    private async Task<PaperOrder> AdvanceAsync(
        PaperOrder order, Bar bar, Market market, CancellationToken cancellationToken)
    {
        // Most bars do nothing for most orders: only what may change is written.
        if (_matching.Step(order, bar, market, default) == order)
        {
            return order;
        }

        MarketImpact impact = _matching.NeedsImpact(market)
            ? await ReadImpactAsync(order.Order.Instrument, bar, market, cancellationToken)
            : default;
        return await book.ChangeAsync(
            order.Order.ClientOrderId, bar,
            (present, room) => _matching.Step(present, bar, market, room, impact), cancellationToken);
    }

    private async Task<MarketImpact> ReadImpactAsync(
        Instrument instrument, Bar bar, Market market, CancellationToken cancellationToken)
    {
        BarSeries before = await source.ReadAsync(instrument, bar.Start, ReturnDays, cancellationToken);
        TradingSession session = market.SessionsFrom(market.OpenOf(bar, TimeSpan.FromDays(1))).First();
        return MarketImpact.Of(before.Bars, VolumeDays, session.Close - session.Open);
    }

    private async Task<PaperOrder> ExpireAsync(
        PaperOrder order, int bars, Market market, DeskClock now, CancellationToken cancellationToken)
    {
        if (!order.Works || _matching.Expire(order, bars, market, now) == order)
        {
            return order;
        }

        return await book.ChangeAsync(
            order.Order.ClientOrderId, bar: null,
            (present, _) => _matching.Expire(present, bars, market, now), cancellationToken);
    }

    private async Task<List<PaperOrder>> ReadLiveAsync(
        InstrumentId instrument, CancellationToken cancellationToken)
    {
        List<PaperOrder> live = [];
        foreach (VenueOrder open in await book.ReadOpenAsync(instrument, cancellationToken))
        {
            if (await book.FindAsync(open.VenueOrderId, cancellationToken) is { Works: true, Replayed: false }
                order)
            {
                live.Add(order);
            }
        }

        return
        [
            .. live.OrderBy(PaperMatching.RankOf)
                .ThenBy(order => order.AcceptedAt)
                .ThenBy(order => order.Order.ClientOrderId, StringComparer.Ordinal),
        ];
    }

    private async Task<PaperOrder> StandingAsync(PaperOrder asked, CancellationToken cancellationToken) =>
        await book.FindAsync(asked.Order.ClientOrderId, cancellationToken) ?? asked;
}
