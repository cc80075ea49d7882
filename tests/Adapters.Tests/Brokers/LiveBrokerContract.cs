using TradingBase.Adapters.Http;
using TradingBase.Desk;
using TradingBase.Execution;
using TradingBase.Journal;
using TradingBase.Markets;
using TradingBase.Risk;
using TradingBase.Strategy;
using TradingBase.Testing;
using TradingBase.Testing.Exchange;

namespace TradingBase.Adapters.Tests.Brokers;

/// <summary>
/// What every live broker must do at a venue that misbehaves, which somebody else wrote from the same
/// documents.
/// </summary>
public abstract partial class LiveBrokerContract
{
    private static readonly DeskClock Replayed = new(LiveDesk.Start, Replayed: true);

    /// <summary>What goes wrong with a send.</summary>
    public static TheoryData<TrapKind, double> Traps => new()
    {
        { TrapKind.TooManyRequests, 3 }, { TrapKind.Unavailable, 0 }, { TrapKind.LostAnswer, 0 },
        { TrapKind.LostRequest, 0 }, { TrapKind.CutBefore, 0 }, { TrapKind.CutAfter, 0 },
        { TrapKind.GatewayTimeoutAfter, 0 }, { TrapKind.GatewayTimeoutBefore, 0 },
        { TrapKind.OutcomeUnknown, 0 }, { TrapKind.LateVisible, 20 }, { TrapKind.LateArrival, 4 },
        { TrapKind.FillBeforeAnswer, 0.5 }, { TrapKind.ThinDepth, 0.1 }, { TrapKind.ClockSkew, 30 },
        { TrapKind.ExponentNumbers, 0 }, { TrapKind.UnknownStatus, 0 }, { TrapKind.HalfBody, 0 },
        { TrapKind.CutInBody, 0 }, { TrapKind.EmptyBody, 0 }, { TrapKind.SlowAnswer, 30 },
        { TrapKind.PriceJump, 0.8 }, { TrapKind.Halt, 60 },
    };

    protected ManualClock Clock { get; } = new(LiveDesk.Start);

    /// <summary>What is traded, under the name that venue and desk share.</summary>
    protected abstract ExchangeSymbol Symbol { get; }

    /// <summary>What the venue does with ids that it has seen.</summary>
    protected abstract ExchangeIdRule Ids { get; }

    [Theory]
    [MemberData(nameof(Traps))]
    public async Task Submit_ThroughATrapAndAgain_MakesOneOrderAtMostAndTellsItAsItIs(
        TrapKind kind, double value)
    {
        Trap trap = new(kind, WireCall.Place, 1, value == 0 ? null : (decimal)value);
        (TrappedWire venue, IBroker broker) = Open(TrapPlan.Of(trap));
        ApprovedOrder order = Order("order-1", limit: 101m);

        await TryAsync(() => broker.SubmitAsync(order, Now(), default));
        await TryAsync(() => broker.SubmitAsync(order, Now(), default));

        Assert.Equal([trap], venue.Played);
        await JudgeAsync(venue, broker, [order]);
    }

    [Fact]
    public async Task Orders_AtAVenueThatMisbehavesBySeed_AreMadeOnceAndToldAsTheyAre()
    {
        int played = 0;
        await Property.ForAllAsync(async random =>
        {
            (TrappedWire venue, IBroker broker) = Open(random.Next());
            try
            {
                await JudgeAsync(venue, broker, await TradeAsync(broker, random));
                played += venue.Played.Count;
            }
            catch (Exception failure)
            {
                throw new InvalidOperationException(
                    $"With traps {venue.Plan}; played: {string.Join("; ", venue.Played)}: {failure.Message}",
                    failure);
            }
        }, count: 60);

        Assert.InRange(played, 60, int.MaxValue);
    }

    [Fact]
    public async Task Submit_OnAConnectionThatEndsAfterTheOrderWasTaken_MakesOneOrder()
    {
        TrappedWire venue = Venue(core => TrapPlan.Of(new Trap(TrapKind.CutAfter, WireCall.Place)));
        await using LoopbackDoor door = new(venue);
        using VenueConnections connections = new();
        IBroker broker = Make(Book(door.Address, connections));

        OrderReport sent = await broker.SubmitAsync(Order("order-1"), Now(), default);
        OrderReport? found = await broker.QueryAsync(Order("order-1"), Now(), default);

        Assert.Equal((OrderStatus.Unknown, OrderStatus.Filled), (sent.Status, found?.Status));
        Assert.Single(venue.Core.Orders);
    }

    [Fact]
    public async Task Submit_InReplayedTime_SendsNothing()
    {
        (TrappedWire venue, IBroker broker) = Open(TrapPlan.None);

        OrderReport report = await broker.SubmitAsync(Order("order-1"), Replayed, default);

        Assert.Equal(OrderStatus.Rejected, report.Status);
        Assert.Empty(venue.Core.Orders);
    }

    [Fact]
    public async Task CancelAll_ForeignOrdersToo_LeavesNothingOpen()
    {
        (TrappedWire venue, IBroker broker) = Open(TrapPlan.None);
        await TryAsync(() => broker.SubmitAsync(Order("order-1", limit: 50m), Now(), default));
        venue.Core.Place(new(Symbol.Name, "by-hand", true, ExchangeOrderKind.Limit, 1m) { Limit = 50m });

        Assert.Equal(2, await TryAsync(() => broker.CancelAllAsync(Now(), default)));

        Assert.DoesNotContain(venue.Core.Orders, order => order.IsOpen);
    }

    [Fact]
    public async Task CancelAll_OfFiveHundredOrdersAt20MsAnAnswer_EndsWithinTwoSecondsOfTheVenuesTime()
    {
        TrappedWire venue = Venue(_ => TrapPlan.None);
        int asked = 0;
        IBroker broker = Make(Book(new("http://127.0.0.1:1"), new VenueConnections(() => new SlowHandler(
            new ExchangeHandler(venue, Clock), () =>
            {
                asked++;
                Clock.Advance(TimeSpan.FromMilliseconds(20));
            }))));
        for (int i = 0; i < 500; i++)
        {
            venue.Core.Place(
                new(Symbol.Name, $"by-hand-{i}", true, ExchangeOrderKind.Limit, Symbol.Lot) { Limit = 50m });
        }

        DateTimeOffset begin = Clock.GetUtcNow();
        await TryAsync(() => broker.CancelAllAsync(Now(), default));

        Assert.DoesNotContain(venue.Core.Orders, order => order.IsOpen);
        TimeSpan took = Clock.GetUtcNow() - begin;
        Assert.True(
            took <= TimeSpan.FromSeconds(2), $"{broker.Name} took {took.TotalSeconds} s in {asked} requests.");
    }

    [Fact]
    public async Task ReadAccount_AfterAFill_IsWhatTheVenuesBooksSay()
    {
        (TrappedWire venue, IBroker broker) = Open(TrapPlan.None);
        OrderReport? sent = await TryAsync(() => broker.SubmitAsync(Order("order-1"), Now(), default));
        Clock.Advance(TimeSpan.FromSeconds(5));

        VenueAccount account =
            (await TryAsync(() => broker.ReadAccountAsync(LiveDesk.Start, Now(), default)))!;

        OrderReport? asked = await TryAsync(() => broker.QueryAsync(Order("order-1"), Now(), default));
        Assert.NotNull(sent);
        Assert.NotEmpty(account.Fills);
        Assert.Equal(Canonical.Json(asked!.Fills), Canonical.Json(account.Fills));
        Assert.Equal(venue.Core.Ledger.Total(Symbol.Quote), account.Cash[Symbol.Quote]);
        Assert.Equal(venue.Core.Ledger.Total(Symbol.Base), Assert.Single(account.Positions).Quantity);
    }

    /// <summary>Speaks for the venue; the keys are those of <see cref="LiveDesk"/>.</summary>
    protected abstract VenueWire Speak(ExchangeCore core);

    /// <summary>Makes the broker.</summary>
    protected abstract IBroker Make(VenueBook book);

    /// <summary>The name that an order of ours has at the venue.</summary>
    protected virtual string NameAtVenue(string clientOrderId) => clientOrderId;

    /// <summary>The secret half of the key.</summary>
    protected virtual string Secret => LiveDesk.Secret;

    /// <summary>An approved order for the symbol.</summary>
    protected abstract ApprovedOrder Order(
        string id, decimal quantity = 1m, OrderSide side = OrderSide.Buy, decimal? limit = null);

    private async Task<IReadOnlyList<ApprovedOrder>> TradeAsync(IBroker broker, Random random)
    {
        List<ApprovedOrder> orders = [];
        for (int i = 0; i < 3; i++)
        {
            ApprovedOrder order = Order(
                $"order-{i}", 1m, random.Next(2) == 0 ? OrderSide.Buy : OrderSide.Sell,
                random.Next(3) == 0 ? null : 97m + random.Next(7));
            orders.Add(order);
            for (int sends = random.Next(1, 3); sends > 0; sends--)
            {
                await TryAsync(() => broker.SubmitAsync(order, Now(), default));
            }

            if (random.Next(2) == 0)
            {
                await TryAsync(() => broker.CancelAsync(order, Now(), default));
            }

            Clock.Advance(TimeSpan.FromSeconds(random.Next(20)));
        }

        return orders;
    }

    private async Task JudgeAsync(TrappedWire venue, IBroker broker, IReadOnlyList<ApprovedOrder> orders)
    {
        // Long enough for whatever is on its way, and for pauses that the venue asked for.
        Clock.Advance(TimeSpan.FromMinutes(20));
        foreach (ApprovedOrder order in orders)
        {
            string id = order.Order.ClientOrderId;
            OrderReport? told = await TryAsync(() => broker.QueryAsync(order, Now(), default));
            string name = NameAtVenue(id);
            ExchangeOrder? made = venue.Core.Orders.SingleOrDefault(made => made.Ticket.ClientId == name);
            Assert.Equal(made is null, told is null || told.Status is OrderStatus.Rejected);
            Assert.Equal(made?.Filled ?? 0, told?.Fills.Sum(fill => fill.Quantity) ?? 0);
            Assert.Equal(made?.Trades.Count ?? 0, told?.Fills.Count ?? 0);
            Assert.Equal(
                made?.State is ExchangeOrderState.Filled, told?.Status is OrderStatus.Filled);
        }

        Assert.Empty(venue.Core.FindDoubles());
        Assert.Empty(venue.Core.Audit());
    }

    /// <summary>Runs a call while its timers are run; asks again as an activity's retries do.</summary>
    private Task<TResult?> TryAsync<TResult>(Func<Task<TResult>> call)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return Task.FromResult<TResult?>(ClockRun.Of(Clock, call));
            }
            catch (TradingBaseException) when (attempt < 5)
            {
                Clock.Advance(TimeSpan.FromMinutes(3));
            }
        }
    }

    private sealed class SlowHandler(HttpMessageHandler inner, Action pass) : DelegatingHandler(inner)
    {
        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            HttpResponseMessage answer = await base.SendAsync(request, cancellationToken);
            pass();
            return answer;
        }
    }

    private DeskClock Now() => new(Clock.GetUtcNow(), Replayed: false);

    private (TrappedWire Venue, IBroker Broker) Open(TrapPlan plan) => Open(_ => plan);

    private (TrappedWire Venue, IBroker Broker) Open(int seed) =>
        Open(core => TrapPlan.FromSeed(seed, Speak(core)));

    private (TrappedWire Venue, IBroker Broker) Open(Func<ExchangeCore, TrapPlan> plan)
    {
        TrappedWire venue = Venue(plan);
        return (venue, Make(Book(
            new("http://127.0.0.1:1"), new VenueConnections(() => new ExchangeHandler(venue, Clock)))));
    }

    private TrappedWire Venue(Func<ExchangeCore, TrapPlan> plan)
    {
        ExchangeCore core = new(Clock, Ids);
        core.List(Symbol, PricePaths.Flat(Clock.GetUtcNow(), 99.99m, 100.01m, 100));
        core.Deposit(Symbol.Quote, 10_000m);
        core.Deposit(Symbol.Base, 10m);
        return new(Speak(core), plan(core));
    }

    private VenueBook Book(Uri address, VenueConnections connections)
    {
        MemoryStateStore store = new();
        RecordBook records = new(store);
        VenueSettings settings = new()
        {
            BaseUrl = address,
            Key = new("DESK_KEY", _ => LiveDesk.Key),
            Secret = new("DESK_SECRET", _ => Secret),
            Instruments = [Order("any").Order.Instrument.Id],
        };
        return new(
            new Dictionary<string, VenueSettings> { [Speak(new(Clock, Ids)).Name] = settings },
            new MarketCatalog(Some.Markets()), store,
            new AlertBook(new JournalBook(store), records, []), connections, Clock);
    }
}
