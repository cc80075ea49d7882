using TradingBase.Execution;
using TradingBase.Journal;
using TradingBase.Strategy;
using TradingBase.Testing;

namespace TradingBase.Domain.Tests.Journal;

/// <summary>An event, and what a child with a pencil would write of its cash.</summary>
internal sealed record LedgerStory(LedgerEvent Event, Fill? Fill, params (string Currency, decimal Amount)[] Cash)
{
    internal static readonly string[] Accounts = ["kraken", "paper"];

    private static readonly (string Symbol, string Market, string Currency)[] Traded =
    [
        ("AAPL", "us-equities", "USD"), ("BTCUSD", "crypto-spot", "USD"), ("ETHEUR", "crypto-spot", "EUR"),
        ("EURUSD", "fx", "USD"),
    ];

    internal static LedgerStory[] Many(Random random, bool splits = true) =>
        [.. Enumerable.Range(0, random.Next(1, 40)).Select(i => One(random, i, splits))];

    internal static decimal Amount(Random random) => random.Next(1, 100_000) / 100m;

    internal static Fill SomeFill(Random random, string id, string market = "")
    {
        (string Symbol, string Market, string Currency)[] among =
            [.. Traded.Where(one => market.Length == 0 || one.Market == market)];
        (string symbol, string of, string currency) = among[random.Next(among.Length)];
        string feeCurrency = random.Next(3) switch
        {
            0 when symbol.EndsWith(currency, StringComparison.Ordinal) => symbol[..3],
            1 => "GBP",
            _ => currency,
        };
        return Some.Dealt(
            id, symbol, random.Next(2) == 0 ? OrderSide.Buy : OrderSide.Sell, Amount(random) / 100m,
            Amount(random), currency, random.Next(3) == 0 ? 0m : (Amount(random) / 1_000m) - 0.1m, feeCurrency,
            of, at: Some.DeskTime.AddSeconds(random.Next(1_000)),
            venue: Accounts[random.Next(Accounts.Length)]) with
        {
            ReduceOnly = random.Next(2) == 0,
        };
    }

    /// <summary>A fee in the traded coin takes units; on an FX market the traded currency is cash.</summary>
    internal static bool InUnits(Fill fill) =>
        fill.Instrument.Market == "crypto-spot" && fill.Instrument.Symbol == fill.FeeCurrency + fill.Currency;

    internal static decimal Signed(Fill fill) =>
        fill.Side is OrderSide.Buy ? fill.Quantity : -fill.Quantity;

    internal static LedgerStory Of(Fill fill) => new(
        LedgerEvents.Trade(fill), fill,
        (fill.Currency, -Signed(fill) * fill.Price * fill.Multiplier),
        (fill.FeeCurrency, InUnits(fill) ? 0 : -fill.Fee));

    private static LedgerStory One(Random random, int i, bool splits)
    {
        string account = Accounts[random.Next(Accounts.Length)], currency = random.Next(2) == 0 ? "USD" : "EUR";
        string id = $"{i}";
        decimal amount = Amount(random) - 500m;
        amount = amount == 0 ? 1m : amount;
        DateTimeOffset at = Some.DeskTime.AddSeconds(i);
        InstrumentId share = new("AAPL", "us-equities");
        decimal held = random.Next(-20, 50);
        return random.Next(splits ? 14 : 13) switch
        {
            0 => new(LedgerEvents.Deposit(account, id, currency, amount, at), null, (currency, amount)),
            1 => new(LedgerEvents.Fee(account, id, currency, amount, at, "Data."), null, (currency, -amount)),
            2 => new(LedgerEvents.Dividend(account, share, currency, 0.25m, held, at, at), null,
                (currency, 0.25m * held)),
            3 => new(LedgerEvents.Funding(account, share, currency, amount, at), null, (currency, amount)),
            4 => new(LedgerEvents.Interest(account, currency, amount, at), null, (currency, amount)),
            5 => new(LedgerEvents.Conversion(account, id, "EUR", 100m, "USD", 112.345m, at), null,
                ("EUR", -100m), ("USD", 112.345m)),
            6 => new(LedgerEvents.InferenceCost(id, 0.003m, at), null, ("USD", -0.003m)),
            7 => new(LedgerEvents.Adjustment(account, id, currency, amount, "Ada", "A cent.", at), null,
                (currency, amount)),
            13 => new(LedgerEvents.Split(account, share, random.Next(1, 9), random.Next(1, 9), at), null),
            _ => Of(SomeFill(random, $"t{i}")),
        };
    }
}
