using TradingBase.Testing;
using TradingBase.Testing.Exchange;

namespace TradingBase.Adapters.Tests.Exchange;

public sealed class ExchangeCoreProperties
{
    [Fact]
    public async Task Books_AfterAnyRequests_AddUpAndNeverSpendWhatIsNotThere()
    {
        int trades = 0;
        await Property.ForAllAsync(random =>
        {
            ManualClock clock = new(Market.Start);
            ExchangeCore core = RandomVenue(random, clock);
            for (int i = 0; i < 60; i++)
            {
                clock.Advance(TimeSpan.FromMilliseconds(random.Next(3000)));
                Request(random, core, i);
            }

            Assert.Empty(core.Audit());
            trades += core.Trades.Count;
            return Task.CompletedTask;
        }, count: 300);

        Assert.InRange(trades, 1000, int.MaxValue);
    }

    [Fact]
    public async Task Histories_OfOneSeed_AreTheSame() => await Property.ForAllAsync(random =>
    {
        int seed = random.Next();

        Assert.Equal(History(seed), History(seed));
        return Task.CompletedTask;
    }, count: 20);

    [Fact]
    public void Audit_OfBooksThatWereTamperedWith_SaysSo()
    {
        ExchangeCore core = Market.Core(new ManualClock(Market.Start));
        core.Place(Market.Buy(1, 90m));

        core.Ledger.Post(Market.Start, "forged", new ExchangeLine(ExchangeLedger.Free, "USDT", -20_000m));

        Assert.Contains(core.Audit(), finding => finding.Contains("leaves", StringComparison.Ordinal));
        Assert.Contains(
            core.Audit(), finding => finding.Contains("makes free USDT", StringComparison.Ordinal));
    }

    [Fact]
    public void Audit_OfMoneyLockedForNoOrder_SaysSo()
    {
        ExchangeCore core = Market.Core(new ManualClock(Market.Start));

        core.Ledger.Move(Market.Start, "lost", "USDT", 5, ExchangeLedger.Free, ExchangeLedger.Locked);

        Assert.Equal(["5 USDT is locked, open orders hold 0."], core.Audit());
    }

    private static List<string> History(int seed)
    {
        ManualClock clock = new(Market.Start);
        Random random = new(seed);
        ExchangeCore core = RandomVenue(random, clock);
        for (int i = 0; i < 40; i++)
        {
            clock.Advance(TimeSpan.FromMilliseconds(random.Next(3000)));
            Request(random, core, i);
        }

        return [.. core.Ledger.Entries.Select(entry =>
            $"{entry.At:O} {entry.What} {string.Join(' ', entry.Lines)}")];
    }

    private static ExchangeCore RandomVenue(Random random, ManualClock clock) => Market.Core(
        clock, (ExchangeIdRule)random.Next(4),
        Market.Bitcoin(random.Next(2) == 0) with { AllowsShort = random.Next(4) == 0 },
        PricePaths.Walk(random.Next(), Market.Start, TimeSpan.FromSeconds(1), 120, 100m, 0.01m, 4m, 1m));

    private static void Request(Random random, ExchangeCore core, int turn)
    {
        decimal mid = core.QuoteOf("BTCUSDT")!.Value.Bid;
        switch (random.Next(12))
        {
            case 0:
                core.CancelAll(random.Next(2) == 0 ? null : "BTCUSDT");
                break;
            case 1 or 2 when core.Orders.Count > 0:
                core.Cancel(core.Orders[random.Next(core.Orders.Count)]);
                break;
            case 3 when core.Orders.Count > 0:
                core.FillNow(core.Orders[random.Next(core.Orders.Count)], random.Next(1, 4000) * 0.001m);
                break;
            case 4:
                core.ArmDeadMan(random.Next(2) == 0 ? null : TimeSpan.FromSeconds(random.Next(5)));
                break;
            case 5:
                core.Halt("BTCUSDT", random.Next(3) == 0);
                break;
            default:
                core.Place(RandomTicket(random, mid, turn));
                break;
        }
    }

    private static ExchangeTicket RandomTicket(Random random, decimal mid, int turn)
    {
        ExchangeOrderKind kind = (ExchangeOrderKind)random.Next(4);
        decimal limit = mid + random.Next(-50, 51) * 0.01m;
        decimal stop = mid + random.Next(-50, 51) * 0.01m;
        return new(
            "BTCUSDT", $"id-{random.Next(turn + 5)}", random.Next(2) == 0, kind,
            random.Next(1, 30_000) * 0.001m)
        {
            Limit = kind is ExchangeOrderKind.Limit or ExchangeOrderKind.StopLimit ? limit : null,
            Stop = kind is ExchangeOrderKind.Stop or ExchangeOrderKind.StopLimit ? stop : null,
            Validity = (ExchangeValidity)random.Next(3),
            RestOnly = kind is ExchangeOrderKind.Limit && random.Next(4) == 0,
        };
    }
}
