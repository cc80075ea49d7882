using TradingBase.Execution;
using TradingBase.Journal;
using TradingBase.Strategy;
using TradingBase.Testing;

namespace TradingBase.Domain.Tests.Journal;

/// <summary>What must hold of the ledger for every sequence of fills and deposits.</summary>
public sealed class LedgerProperties
{
    private static readonly (string Symbol, string Market, string Currency)[] Traded =
    [
        ("AAPL", "us-equities", "USD"), ("BTCUSD", "crypto-spot", "USD"), ("ETHEUR", "crypto-spot", "EUR"),
        ("EURUSD", "fx", "USD"),
    ];

    [Fact]
    public Task EveryCurrencySumsToZeroOverAllAccounts() => Property.ForAllAsync(async random =>
    {
        MemoryStateStore store = new();
        await PostAsync(new(store), Events(random));

        IEnumerable<decimal> sums = store.All()
            .Where(row => row.Key.StartsWith("entry:", StringComparison.Ordinal))
            .SelectMany(row => row.ToRecord<LedgerEntry>().Postings)
            .GroupBy(posting => posting.Currency)
            .Select(group => group.Sum(posting => posting.Amount));

        Assert.All(sums, sum => Assert.Equal(0m, sum));
    });

    [Fact]
    public Task BalancesAreTheSumOfTheEvents() => Property.ForAllAsync(async random =>
    {
        LedgerBook ledger = new(new MemoryStateStore());
        object[] events = Events(random);
        await PostAsync(ledger, events);

        LedgerBalances balances = await ledger.ReadAsync(default);

        Assert.Null(await ledger.FindImbalanceAsync(default));
        Fill[] fills = [.. events.OfType<Fill>()];
        foreach (string currency in new[] { "USD", "EUR", "GBP" })
        {
            decimal deposited = events.OfType<LedgerEntry>()
                .SelectMany(entry => entry.Postings)
                .Where(posting => posting.Account == "cash" && posting.Currency == currency)
                .Sum(posting => posting.Amount);
            decimal dealt = fills.Where(fill => fill.Currency == currency)
                .Sum(fill => Sign(fill) * -fill.Quantity * fill.Price * fill.Multiplier);
            decimal fees = fills.Where(fill => fill.FeeCurrency == currency && !InUnits(fill)).Sum(fill => fill.Fee);
            Assert.Equal(deposited + dealt - fees, balances.Cash.GetValueOrDefault(currency));
            Assert.Equal(deposited, balances.Deposited.GetValueOrDefault(currency));
        }

        foreach (IGrouping<InstrumentId, Fill> group in fills.GroupBy(fill => fill.Instrument))
        {
            decimal units = group.Sum(fill => (Sign(fill) * fill.Quantity) - (InUnits(fill) ? fill.Fee : 0));
            Assert.Equal(units, balances.Positions.SingleOrDefault(held => held.Instrument == group.Key)?.Quantity ?? 0);
        }

        Assert.DoesNotContain(balances.Positions, held => held.Quantity == 0);
        Assert.Equal(balances.Positions.OrderBy(held => held.Instrument), balances.Positions);
    });

    [Fact]
    public Task PostingTwiceChangesNothing() => Property.ForAllAsync(async random =>
    {
        MemoryStateStore once = new(), twice = new();
        object[] events = Events(random);

        await PostAsync(new(once), events);
        await PostAsync(new(twice), [.. events.SelectMany(one => new[] { one, one }), .. events]);

        Assert.Equal(Content(once), Content(twice));
    });

    [Fact]
    public Task OrderOfIndependentEventsChangesNoBalance() => Property.ForAllAsync(async random =>
    {
        MemoryStateStore inOrder = new(), shuffled = new();
        object[] events = [.. Events(random).DistinctBy(one => one is Fill fill ? fill.Instrument.Symbol : ((LedgerEntry)one).Id)];
        object[] other = [.. events];
        random.Shuffle(other);

        await PostAsync(new(inOrder), events);
        await PostAsync(new(shuffled), other);

        Assert.Equal(Content(inOrder), Content(shuffled));
    });

    private static object[] Events(Random random)
    {
        List<object> events = [];
        int count = random.Next(1, 25);
        for (int i = 0; i < count; i++)
        {
            events.Add(random.Next(4) == 0
                ? Some.Deposit(Amount(random) - 500m, random.Next(2) == 0 ? "USD" : "EUR", $"deposit:{i}")
                : SomeFill(random, $"t{i}"));
        }

        return [.. events];
    }

    private static Fill SomeFill(Random random, string id)
    {
        (string symbol, string market, string currency) = Traded[random.Next(Traded.Length)];
        string feeCurrency = random.Next(3) switch
        {
            0 when symbol.EndsWith(currency, StringComparison.Ordinal) => symbol[..3],
            1 => "GBP",
            _ => currency,
        };
        return Some.Dealt(
            id, symbol, random.Next(2) == 0 ? OrderSide.Buy : OrderSide.Sell, Amount(random) / 100m, Amount(random),
            currency, random.Next(3) == 0 ? 0m : Amount(random) / 1_000m - 0.1m, feeCurrency, market);
    }

    private static decimal Amount(Random random) => random.Next(1, 100_000) / 100m;

    private static int Sign(Fill fill) => fill.Side is OrderSide.Buy ? 1 : -1;

    // A fee in the traded coin takes units; on an FX market the traded currency is cash.
    private static bool InUnits(Fill fill) =>
        fill.Instrument.Market == "crypto-spot" && fill.Instrument.Symbol == fill.FeeCurrency + fill.Currency;

    private static IEnumerable<string> Content(MemoryStateStore store) =>
        store.All().Select(row => $"{row.Key}={System.Text.Encoding.UTF8.GetString(row.Value.Span)}");

    private static async Task PostAsync(LedgerBook ledger, IEnumerable<object> events)
    {
        foreach (object one in events)
        {
            _ = one is Fill fill
                ? await ledger.PostFillAsync(fill, default)
                : await ledger.PostAsync((LedgerEntry)one, default);
        }
    }
}
