using TradingBase.Adapters.Brokers;
using TradingBase.Execution;
using TradingBase.Journal;
using TradingBase.Markets;
using TradingBase.Risk;
using TradingBase.Strategy;
using TradingBase.Testing;

namespace TradingBase.Adapters.Tests.Brokers;

/// <summary>What must hold of any orders in any bars.</summary>
public sealed class PaperBrokerProperties
{
    private const int Days = 8;

    private static readonly DateTimeOffset Tuesday = new(2018, 1, 2, 0, 0, 0, TimeSpan.Zero);
    private static readonly DeskClock Live = new(Some.DeskTime, Replayed: false);

    [Fact]
    public async Task ReplayedAndLiveGiveTheSameFills() => await Property.ForAllAsync(async random =>
    {
        Bar[] bars = Bars(random);
        ApprovedOrder order = Order(random, "order-1");
        PaperBroker replaying = Broker(new(), bars), live = Broker(new(), bars);

        OrderReport replayed = await replaying.SubmitAsync(
            order, Live with { Replayed = true }, default);
        await live.SubmitAsync(order, Live, default);
        OrderReport? asked = null;
        foreach (Bar bar in bars)
        {
            asked = await live.QueryAsync(order, At(bar.KnownAt.AddMinutes(random.Next(600))), default);
        }

        Assert.Equal(Canonical.Json(replayed.Fills), Canonical.Json(asked!.Fills));
        Assert.True(OrderMoves.HasEnded(replayed.Status));
    });

    [Fact]
    public async Task OwnOrdersShareABarAndTheAccountIsTheSumOfTheirFills() =>
        await Property.ForAllAsync(async random =>
    {
        Bar[] bars = Bars(random);
        MemoryStateStore rows = new();
        PaperBroker broker = Broker(rows, bars);
        await new PaperBook(rows).DepositAsync("opening", "USD", 1_000_000m, default);
        ApprovedOrder[] orders = [.. Enumerable.Range(0, 6).Select(i => Order(random, $"order-{i}"))];
        foreach (ApprovedOrder order in orders)
        {
            await broker.SubmitAsync(order, Live, default);
        }

        foreach (Bar bar in bars)
        {
            await broker.QueryAsync(orders[random.Next(orders.Length)], At(bar.KnownAt), default);
        }

        await broker.CancelAllAsync(At(bars[^1].KnownAt), default);
        VenueAccount account = await broker.ReadAccountAsync(
            DateTimeOffset.MinValue, At(bars[^1].KnownAt), default);

        Assert.Empty(account.OpenOrders);
        Assert.Equal(
            1_000_000m - account.Fills.Sum(fill => (Signed(fill) * fill.Price) + fill.Fee),
            account.Cash["USD"]);
        Assert.Equal(account.Fills.Sum(Signed), account.Positions.Sum(held => held.Quantity));
        foreach (IGrouping<DateTime, Fill> day in account.Fills.GroupBy(fill => fill.AtUtc.UtcDateTime.Date))
        {
            Bar bar = bars.Single(one => one.Start.UtcDateTime.Date == day.Key);
            Assert.True(
                bar.Volume == 0 || day.Sum(fill => fill.Quantity) <= Math.Floor(0.025m * bar.Volume));
            Assert.All(day, fill => Assert.InRange(fill.Price, bar.Low, bar.High));
        }

        Assert.All(account.Fills, fill =>
        {
            ProposedOrder of = orders.Single(one => one.Order.ClientOrderId == fill.ClientOrderId).Order;
            Assert.True(
                of.LimitPrice is not { } limit
                    || (of.Side is OrderSide.Buy ? fill.Price <= limit : fill.Price >= limit));
        });
    });

    [Fact]
    public async Task TwoProcessesAtOnceGiveWhatOneGives() => await Property.ForAllAsync(async random =>
    {
        Bar[] bars = Bars(random);
        ApprovedOrder[] orders = [.. Enumerable.Range(0, 4).Select(i => Order(random, $"order-{i}"))];
        MemoryStateStore alone = new(), shared = new();
        PaperBroker one = Broker(alone, bars);
        PaperBroker[] two = [Broker(shared, bars), Broker(shared, bars)];
        foreach (ApprovedOrder order in orders)
        {
            await one.SubmitAsync(order, Live, default);
            await Task.WhenAll(two.Select(broker => Task.Run(() => broker.SubmitAsync(order, Live, default))));
        }

        DeskClock end = At(bars[^1].KnownAt);
        foreach (ApprovedOrder order in orders)
        {
            await one.QueryAsync(order, end, default);
        }

        await Task.WhenAll(orders.SelectMany(order => two.Select(broker =>
            Task.Run(() => broker.QueryAsync(order, end, default)))));

        Assert.Equal(
            Canonical.Json(await one.ReadAccountAsync(DateTimeOffset.MinValue, end, default)),
            Canonical.Json(await two[1].ReadAccountAsync(DateTimeOffset.MinValue, end, default)));
    }, count: 60);

    private static decimal Signed(Fill fill) =>
        fill.Side is OrderSide.Buy ? fill.Quantity : -fill.Quantity;

    private static DeskClock At(DateTimeOffset moment) => new(moment, Replayed: false);

    // Days of crypto end at midnight: gold's and shares' bars end within their day, so a fill tells its bar.
    private static Bar[] Bars(Random random)
    {
        List<Bar> bars = [];
        for (int i = 0; bars.Count < Days; i++)
        {
            DateTimeOffset start = Tuesday.AddDays(i);
            if (start.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday)
            {
                continue;
            }

            decimal low = random.Next(9_000, 10_500) / 100m, range = random.Next(0, 600) / 100m;
            bars.Add(Some.Bar(
                start, low + (range * random.Next(11) / 10), low + (range * random.Next(11) / 10), low + range,
                low, random.Next(4) == 0 ? 0 : random.Next(1, 4_000),
                new Markets.Catalog.UsEquities().KnownAt(start, TimeSpan.FromDays(1))));
        }

        return [.. bars];
    }

    private static ApprovedOrder Order(Random random, string id)
    {
        OrderType type = (OrderType)random.Next(6);
        bool waits = type is not (OrderType.Market or OrderType.Limit);
        return Some.ApprovedOrder(Some.Order(
            random.Next(1, 120), random.Next(2) == 0 ? OrderSide.Buy : OrderSide.Sell, id: id, type: type,
            limit: type is OrderType.Limit or OrderType.StopLimit ? Price(random) : null) with
        {
            StopPrice = type is OrderType.Stop or OrderType.StopLimit ? Price(random) : null,
            TimeInForce = (TimeInForce)random.Next(waits ? 2 : 4),
        });
    }

    private static decimal Price(Random random) => random.Next(9_000, 11_000) / 100m;

    private static PaperBroker Broker(MemoryStateStore rows, Bar[] bars) => new(
        new PaperBook(rows), new ScriptedSource(bars), new MarketCatalog(Some.Markets()),
        new PaperMatchingOptions());
}
