using FsCheck;
using FsCheck.Fluent;
using TradingBase.Portfolio;
using TradingBase.Testing;
using Property = TradingBase.Testing.Property;

namespace TradingBase.Domain.Tests.Portfolio;

/// <summary>What must hold of a position after any trades.</summary>
public sealed class PositionMathProperties
{
    private static readonly InstrumentId Coin = new("BTCUSD", "crypto-spot");

    private static readonly Gen<Trade[]> Trades = (
        from lots in Gen.Choose(-500, 500).Where(lots => lots != 0)
        from cents in Gen.Choose(-5_000, 20_000)
        from fee in Gen.Choose(0, 20)
        from inCoin in Gen.Elements(true, false)
        select new Trade(
            Coin, "USD", 2m, lots / 10m, cents / 100m, fee / 100m,
            inCoin ? "BTC" : "USD", Some.DeskTime)).ArrayOf();

    [Fact]
    public void RealisedAndUnrealisedAreTheCashFlowAndTheValue() => Property.ForAll(Trades, trades =>
    {
        Position? held = null;
        decimal realised = 0, cash = 0;
        foreach (Trade trade in trades)
        {
            PositionChange change = PositionMath.Apply(held, trade);
            (held, realised, cash) = (change.Position, realised + change.Realised, cash + change.CashFlow);
            decimal unrealised = held is null ? 0 : PositionMath.Unrealised(held, trade.Price);
            decimal value = (held?.Quantity ?? 0) * trade.Price * trade.Multiplier;

            // The average price is a quotient: its last digit may be cut.
            Assert.Equal(cash + value, realised + unrealised, 10);
        }
    });

    [Fact]
    public void UnitsAreTheSumOfWhatWasTradedLessFeesInCoin() => Property.ForAll(Trades, trades =>
    {
        Position? held = trades.Aggregate<Trade, Position?>(
            null, (position, trade) => PositionMath.Apply(position, trade).Position);

        Assert.Equal(
            trades.Sum(trade => trade.SignedQuantity - (trade.FeeCurrency == "BTC" ? trade.Fee : 0)),
            held?.Quantity ?? 0);
    });
}
