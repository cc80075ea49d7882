using TradingBase.Portfolio;
using TradingBase.Testing;

namespace TradingBase.Domain.Tests.Portfolio;

public sealed class PortfolioBuilderTests
{
    private static readonly DateTimeOffset Known = Some.DeskTime.AddHours(-1);
    private static readonly Dictionary<InstrumentId, PriceMark> NoMarks = [];

    private readonly PortfolioBuilder _builder = new("USD");

    [Fact]
    public void Build_CashAndPositions_AreValuedAtTheNewestMark()
    {
        PortfolioState portfolio = Build([Held("AAPL", 10)], Marks(("AAPL", 120m)));

        Assert.Equal((1_200m, 2_200m), (portfolio.Positions[0].Value, portfolio.Equity));
    }

    [Fact]
    public void Build_PositionWithoutAMark_IsWorthItsLastFill() =>
        Assert.Equal(2_000m, Build([Held("AAPL", 10)], NoMarks).Equity);

    [Fact]
    public void Build_FillNewerThanTheMark_GivesThePrice()
    {
        Position filled = Held("AAPL", 10) with { LastFillAt = Some.DeskTime, LastPrice = 130m };

        Assert.Equal(2_300m, Build([filled], Marks(("AAPL", 120m))).Equity);
    }

    [Fact]
    public void Build_CurrencyWithoutARate_IsSetApartAndNeverTakenAtOne()
    {
        Position yen = Held("SONY", 10) with { Currency = "JPY" };
        Dictionary<string, decimal> cash = new() { ["USD"] = 1_000m, ["JPY"] = 50_000m };

        PortfolioState portfolio = _builder.Build(Some.DeskTime, cash, [yen, Held("AAPL", 1)], NoMarks);

        Assert.Equal(1_100m, portfolio.Equity);
        Assert.Equal(yen, Assert.Single(portfolio.Unvalued));
        Assert.False(portfolio.RatesToBase.ContainsKey("JPY"));
        Assert.Equal(50_000m, portfolio.Cash["JPY"]);
    }

    [Fact]
    public void Build_CashWithoutARate_IsSetApart()
    {
        Dictionary<string, decimal> cash = new() { ["USD"] = 1_000m, ["JPY"] = 50_000m, ["EUR"] = 0m };

        PortfolioState portfolio = _builder.Build(Some.DeskTime, cash, [], NoMarks);

        Assert.Equal(new Dictionary<string, decimal> { ["JPY"] = 50_000m }, portfolio.UnvaluedCash);
        Assert.Equal(1_000m, portfolio.Equity);
    }

    [Fact]
    public void Build_MarksAndRatesOlderThanWanted_AreToldWithTheirAge()
    {
        PortfolioBuilder strict = new("USD", TimeSpan.FromMinutes(60));
        Dictionary<string, decimal> cash = new() { ["EUR"] = 10m, ["USD"] = 1m };
        Dictionary<InstrumentId, PriceMark> marks = new()
        {
            [new("AAPL", "us-equities")] = new(120m, Some.DeskTime.AddMinutes(-61)),
            [new("MSFT", "us-equities")] = new(50m, Some.DeskTime.AddMinutes(-60)),
            [new("EURUSD", "fx")] = new(1.2m, Some.DeskTime.AddMinutes(-90)),
            [new("GBPUSD", "fx")] = new(1.4m, Some.DeskTime.AddMinutes(-90)),
        };

        PortfolioState portfolio = strict.Build(
            Some.DeskTime, cash, [Held("AAPL", 1), Held("MSFT", 1)], marks);

        Assert.Equal(
            [("AAPL@us-equities", 61), ("EUR", 90)],
            portfolio.Stale.Select(mark => (mark.What, (int)mark.Age.TotalMinutes)));
        Assert.Equal(Some.DeskTime.AddMinutes(-90), portfolio.RatesMarkedAt["GBP"]);
        Assert.Equal(Some.DeskTime, portfolio.RatesMarkedAt["USD"]);
        Assert.Empty(_builder.Build(Some.DeskTime, cash, [Held("AAPL", 1)], marks).Stale);
    }

    [Fact]
    public void Build_PeakAndDay_AreTakenFromTheDeskAndNeverBelowEquity()
    {
        PortfolioState fallen = _builder.Build(
            Some.DeskTime, Cash, [], NoMarks, peakEquity: 1_250m, dayStartEquity: 1_100m);

        Assert.Equal((1_250m, 1_100m, new Ratio(0.2m)),
            (fallen.PeakEquity, fallen.DayStartEquity, fallen.Drawdown));
        Assert.Equal(1_000m, _builder.Build(Some.DeskTime, Cash, [], NoMarks, peakEquity: 900m).PeakEquity);
        Assert.Equal(1_000m, Build([], NoMarks).DayStartEquity);
    }

    [Fact]
    public void Build_MarkOfTheFuture_IsRefused() => Assert.Throws<ArgumentException>(() => Build(
        [], new() { [Some.Instrument().Id] = new(1m, Some.DeskTime.AddTicks(1)) }));

    [Fact]
    public void Build_ClosedPosition_IsLeftOut() => Assert.Empty(Build([Held("AAPL", 0)], NoMarks).Positions);

    [Fact]
    public void Rates_PairsOnEitherSide_GiveBasePerUnit()
    {
        IReadOnlyDictionary<string, decimal> rates = _builder.Rates(Marks(
            ("EURUSD", 1.25m), ("USDJPY", 125m), ("EURGBP", 0.8m), ("AAPL", 170m), ("EURUSD.ecb", 9m)));

        Assert.Equal(
            new Dictionary<string, decimal> { ["EUR"] = 1.25m, ["JPY"] = 0.008m, ["USD"] = 1m }, rates);
    }

    [Fact]
    public void Rates_TwoMarksOfAPair_TheNewestStands()
    {
        Dictionary<InstrumentId, PriceMark> marks = new()
        {
            [new("EURUSD", "fx")] = new(1.25m, Known),
            [new("EURUSD", "crypto-spot")] = new(1.20m, Known.AddMinutes(-1)),
        };

        Assert.Equal(1.25m, _builder.Rates(marks)["EUR"]);
    }

    private static Dictionary<string, decimal> Cash => new() { ["USD"] = 1_000m };

    private static Dictionary<InstrumentId, PriceMark> Marks(params (string Symbol, decimal Price)[] marks) =>
        marks.ToDictionary(mark => new InstrumentId(mark.Symbol, "us-equities"),
            mark => new PriceMark(mark.Price, Known));

    private static Position Held(string symbol, decimal quantity) =>
        new(new(symbol, "us-equities"), "USD", 1, quantity, 100m, 100m, Known.AddDays(-1));

    private PortfolioState Build(Position[] held, Dictionary<InstrumentId, PriceMark> marks) =>
        _builder.Build(Some.DeskTime, Cash, held, marks);
}
