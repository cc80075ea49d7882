using TradingBase.Execution;
using TradingBase.Journal;
using TradingBase.Strategy;

namespace TradingBase.Testing;

public static partial class Some
{
    /// <summary>
    /// A fill as the ledger sees it, with all its facts free; its trade id makes it another one.
    /// </summary>
    public static Fill Dealt(
        string tradeId = "t1", string symbol = "AAPL", OrderSide side = OrderSide.Buy, decimal quantity = 10m,
        decimal price = 100m, string currency = "USD", decimal fee = 1m, string? feeCurrency = null,
        string market = "us-equities", decimal multiplier = 1m, DateTimeOffset? at = null,
        string venue = Execution.Fill.PaperVenue) => new(
            tradeId, "order-" + tradeId, new(symbol, market), side, quantity, price, currency, multiplier,
            fee,
            feeCurrency ?? currency, at ?? DeskTime)
        {
            Venue = venue,
        };

    /// <summary>Cash that was put in, or taken out when negative.</summary>
    public static LedgerEvent Deposit(
        decimal amount = 1_000m, string currency = "USD", string id = "1", string account = Execution.Fill.PaperVenue) =>
        LedgerEvents.Deposit(account, id, currency, amount, DeskTime, "A deposit of a test.");
}
