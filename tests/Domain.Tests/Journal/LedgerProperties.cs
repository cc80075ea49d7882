using TradingBase.Execution;
using TradingBase.Journal;
using TradingBase.Portfolio;
using TradingBase.Testing;

namespace TradingBase.Domain.Tests.Journal;

/// <summary>What must hold of the ledger for every sequence of events of every kind.</summary>
public sealed class LedgerProperties
{
    private static readonly string[] Currencies = ["USD", "EUR", "GBP"];

    [Fact]
    public Task EveryEntrySumsToZeroInEveryCurrency() => Property.ForAllAsync(async random =>
    {
        MemoryStateStore store = new();
        await PostAsync(new(store), LedgerStory.Many(random));

        LedgerEntry[] entries =
        [
            .. store.All().Where(row => row.Key.StartsWith("entry:", StringComparison.Ordinal))
                .Select(row => row.ToRecord<LedgerEntry>()),
        ];

        Assert.NotEmpty(entries);
        Assert.All(
            entries.SelectMany(entry => entry.Postings.GroupBy(posting => (entry.Id, posting.Currency))),
            sum => Assert.Equal(0m, sum.Sum(posting => posting.Amount)));
    });

    [Fact]
    public Task BalancesAreTheSumOfTheEvents() => Property.ForAllAsync(async random =>
    {
        LedgerBook ledger = new(new MemoryStateStore());
        LedgerStory[] story = LedgerStory.Many(random, splits: false);
        await PostAsync(ledger, story);

        Assert.Null(await ledger.FindImbalanceAsync(default));
        foreach (string account in LedgerStory.Accounts.Append(LedgerEvents.DeskAccount))
        {
            LedgerBalances balances = await ledger.ReadAsync(account, default);
            LedgerStory[] own = [.. story.Where(one => one.Event.Account == account)];
            AssertCash(own, balances);
            AssertUnits(own, balances);
        }

        AssertCash(story, await ledger.ReadAsync(default));
        AssertUnits(story, await ledger.ReadAsync(default));
    });

    [Fact]
    public Task SplitsLeaveTheBookInBalance() => Property.ForAllAsync(async random =>
    {
        LedgerBook ledger = new(new MemoryStateStore());
        LedgerStory[] story = LedgerStory.Many(random);
        await PostAsync(ledger, story);

        Assert.Null(await ledger.FindImbalanceAsync(default));
        AssertCash(story, await ledger.ReadAsync(default));
    });

    [Fact]
    public Task RealisedAndUnrealisedAreTheCashFlowAndTheValue() => Property.ForAllAsync(async random =>
    {
        LedgerBook ledger = new(new MemoryStateStore(), Hedged(random));
        LedgerStory[] story = LedgerStory.Many(random, splits: false);
        await PostAsync(ledger, story);

        foreach (string account in LedgerStory.Accounts)
        {
            IReadOnlyList<LedgerResult> results = await ledger.ReadResultsAsync(account, default);
            LedgerBalances balances = await ledger.ReadAsync(account, default);
            foreach (IGrouping<InstrumentId, Fill> fills in story.Select(one => one.Fill).OfType<Fill>()
                .Where(fill => fill.Venue == account).GroupBy(fill => fill.Instrument))
            {
                decimal price = LedgerStory.Amount(random);
                decimal flow = fills.Sum(fill => -LedgerStory.Signed(fill) * fill.Price);
                Position[] legs = [.. balances.Positions.Where(held => held.Instrument == fills.Key)];
                decimal realised = results
                    .Where(one => one.Kind == "realised" && one.Instrument == fills.Key).Sum(one => one.Amount);

                Assert.Equal(
                    flow + legs.Sum(leg => leg.Quantity * price),
                    realised + legs.Sum(leg => PositionMath.Unrealised(leg, price)), 8);
            }
        }
    });

    [Fact]
    public Task PostingTwiceChangesNothing() => Property.ForAllAsync(async random =>
    {
        MemoryStateStore once = new(), twice = new();
        LedgerStory[] story = LedgerStory.Many(random);

        await PostAsync(new(once), story);
        await PostAsync(new(twice), [.. story.SelectMany(one => new[] { one, one }), .. story]);

        Assert.Equal(Content(once), Content(twice));
    });

    [Fact]
    public Task OrderOfEventsChangesNoCashAndNoUnits() => Property.ForAllAsync(async random =>
    {
        LedgerBook inOrder = new(new MemoryStateStore()), shuffled = new(new MemoryStateStore());
        LedgerStory[] story = LedgerStory.Many(random, splits: false);
        LedgerStory[] other = [.. story];
        random.Shuffle(other);

        await PostAsync(inOrder, story);
        await PostAsync(shuffled, other);

        LedgerBalances one = await inOrder.ReadAsync(default), two = await shuffled.ReadAsync(default);
        Assert.Equal(Sorted(one.Cash), Sorted(two.Cash));
        Assert.Equal(Sorted(one.Deposited), Sorted(two.Deposited));
        Assert.Equal(
            one.Positions.Select(held => (held.Instrument, held.Quantity)),
            two.Positions.Select(held => (held.Instrument, held.Quantity)));
        Assert.Null(await shuffled.FindImbalanceAsync(default));
    });

    [Fact]
    public Task OrderOfIndependentEventsChangesNoRow() => Property.ForAllAsync(async random =>
    {
        MemoryStateStore inOrder = new(), shuffled = new();
        LedgerStory[] story =
        [
            .. LedgerStory.Many(random)
                .DistinctBy(one => one.Event.Instrument is { } of ? $"{one.Event.Account} {of}" : one.Event.Id),
        ];
        LedgerStory[] other = [.. story];
        random.Shuffle(other);

        await PostAsync(new(inOrder), story);
        await PostAsync(new(shuffled), other);

        Assert.Equal(Content(inOrder), Content(shuffled));
    });

    [Fact]
    public Task ConcurrentPostingFromSeveralBooksLosesNothing() => Property.ForAllAsync(
        async random =>
        {
            MemoryStateStore store = new();
            LedgerBook[] books = [new(store), new(store), new(store)];
            LedgerStory[] story = LedgerStory.Many(random, splits: false);

            await Task.WhenAll(books.SelectMany(book => story.Select(
                one => Task.Run(() => book.PostAsync(one.Event, default)))));

            LedgerBalances balances = await books[0].ReadAsync(default);
            AssertCash(story, balances);
            AssertUnits(story, balances);
            Assert.Null(await books[0].FindImbalanceAsync(default));
        },
        count: 50);

    [Fact]
    public Task LongLessShortIsWhatANettingAccountHolds() => Property.ForAllAsync(async random =>
    {
        MemoryStateStore rows = new();
        LedgerBook netting = new(new MemoryStateStore());
        LedgerBook hedging = new(
            rows, new() { HedgingMarkets = new HashSet<string> { "us-equities", "crypto-spot", "fx" } });
        LedgerStory[] story = LedgerStory.Many(random, splits: false);
        await PostAsync(netting, story);
        await PostAsync(hedging, story);

        LedgerBalances net = await netting.ReadAsync(default), hedged = await hedging.ReadAsync(default);
        Assert.Equal(
            net.Positions.Select(held => (held.Instrument, held.Quantity)),
            hedged.Positions.Select(held => (held.Instrument, held.Quantity)));
        Assert.Equal(Sorted(net.Cash), Sorted(hedged.Cash));
        Assert.Null(await hedging.FindImbalanceAsync(default));
    });

    [Fact]
    public Task EquityIsUnchangedByAConversionAtItsOwnRateAndByASplit() => Property.ForAllAsync(
        async random =>
        {
            LedgerBook ledger = new(new MemoryStateStore());
            await PostAsync(ledger, LedgerStory.Many(random));
            decimal rate = random.Next(50, 200) / 100m, sold = LedgerStory.Amount(random);
            DateTimeOffset later = Some.DeskTime.AddDays(1);
            decimal before = await EquityAsync(ledger, rate, later);

            await ledger.PostAsync(
                LedgerEvents.Conversion("paper", "own", "EUR", sold, "USD", sold * rate, later), default);
            await ledger.PostAsync(
                LedgerEvents.Split(
                    "paper", new("AAPL", "us-equities"), random.Next(1, 9), random.Next(1, 9), later),
                default);

            Assert.Equal(before, await EquityAsync(ledger, rate, later), 6);
        });

    // One account: marks are its last prices, and a split divides those too.
    private static async Task<decimal> EquityAsync(LedgerBook ledger, decimal rate, DateTimeOffset at)
    {
        LedgerBalances owned = await ledger.ReadAsync("paper", default);
        return new PortfolioBuilder("USD").Build(
            at, owned.Cash, owned.Positions,
            new Dictionary<InstrumentId, PriceMark>
            {
                [new("EURUSD", "fx")] = new(rate, at), [new("GBPUSD", "fx")] = new(1.3m, at),
            }).Equity;
    }

    private static LedgerOptions Hedged(Random random) => new()
    {
        HedgingMarkets = random.Next(2) == 0 ? new HashSet<string>() : new HashSet<string> { "crypto-spot" },
    };

    private static void AssertCash(LedgerStory[] story, LedgerBalances balances) =>
        Assert.All(Currencies, currency => Assert.Equal(
            story.SelectMany(one => one.Cash).Where(one => one.Currency == currency).Sum(one => one.Amount),
            balances.Cash.GetValueOrDefault(currency)));

    private static void AssertUnits(LedgerStory[] story, LedgerBalances balances)
    {
        foreach (IGrouping<InstrumentId, Fill> fills in story.Select(one => one.Fill).OfType<Fill>()
            .GroupBy(fill => fill.Instrument))
        {
            decimal units = fills.Sum(
                fill => LedgerStory.Signed(fill) - (LedgerStory.InUnits(fill) ? fill.Fee : 0));
            Assert.Equal(
                units,
                balances.Positions.SingleOrDefault(held => held.Instrument == fills.Key)?.Quantity ?? 0);
        }

        Assert.DoesNotContain(balances.Positions, held => held.Quantity == 0);
        Assert.Equal(balances.Positions.OrderBy(held => held.Instrument), balances.Positions);
    }

    private static IEnumerable<KeyValuePair<string, decimal>> Sorted(
        IReadOnlyDictionary<string, decimal> amounts) =>
        amounts.Where(pair => pair.Value != 0).OrderBy(pair => pair.Key, StringComparer.Ordinal);

    private static IEnumerable<string> Content(MemoryStateStore store) =>
        store.All().Select(row => $"{row.Key}={System.Text.Encoding.UTF8.GetString(row.Value.Span)}");

    private static async Task PostAsync(LedgerBook ledger, IEnumerable<LedgerStory> story)
    {
        foreach (LedgerStory one in story)
        {
            await ledger.PostAsync(one.Event, default);
        }
    }
}
