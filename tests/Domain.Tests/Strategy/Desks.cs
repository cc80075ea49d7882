using FsCheck;
using FsCheck.Fluent;
using TradingBase.Markets;
using TradingBase.Portfolio;
using TradingBase.Strategy;
using TradingBase.Testing;

namespace TradingBase.Domain.Tests.Strategy;

/// <summary>Portfolios and outlooks for the tests of this room.</summary>
internal static class Desks
{
    internal static readonly Gen<InstrumentOutlook[]> AnyOutlooks = (
        from count in Gen.Choose(1, 12)
        from outlooks in AnyOutlook.ArrayOf(count)
        select outlooks.Select((outlook, i) => outlook with
        {
            Instrument = outlook.Instrument with { Id = new($"S{i:00}", "us-equities") },
        }).ToArray());

    private static Gen<InstrumentOutlook> AnyOutlook =>
        from stance in Gen.Choose(-100, 100)
        from confidence in Gen.Choose(0, 100)
        from disagreement in Gen.Choose(0, 100)
        from volatility in Gen.Choose(0, 150)
        from price in Gen.Choose(1, 5_000_000)
        from lot in Gen.Elements(1m, 0.001m, 100m, 0.5m)
        from lotsAtLeast in Gen.Choose(0, 3)
        from shorts in Gen.Elements(true, false)
        from open in Gen.Elements(true, false)
        select Outlook(
            stance: stance / 100.0, confidence: confidence / 100.0, disagreement: disagreement / 100.0,
            volatility: volatility == 0 ? null : volatility / 100.0, price: price / 100m, lot: lot,
            minimum: lot * lotsAtLeast, shorts: shorts, open: open);

    internal static InstrumentOutlook Outlook(
        string symbol = "AAPL", double? volatility = 0.25, double stance = 0.6, double confidence = 0.5,
        double disagreement = 0, decimal price = 100m, decimal lot = 1m, decimal minimum = 1m,
        bool shorts = false, bool tradable = true, bool open = true, string currency = "USD")
    {
        Instrument instrument = new(
            new(symbol, "us-equities"), InstrumentKind.Equity, currency, 0.01m, lot, minimum, 1m,
            tradable, shorts);
        return new(
            instrument, Some.Insight(stance, confidence, disagreement, instrument.Id), price,
            Some.DeskTime, volatility, 0m, 0m, open);
    }

    internal static PortfolioState Portfolio(
        decimal cash = 1_000_000m, params (Instrument Instrument, decimal Quantity, decimal Mark)[] held) =>
        new(
            "USD", Some.DeskTime, new Dictionary<string, decimal> { ["USD"] = cash },
            new Dictionary<string, decimal> { ["USD"] = 1m, ["EUR"] = 1.2m },
            [.. held.Select(one => new MarkedPosition(
                new(
                    one.Instrument.Id, one.Instrument.Currency, one.Instrument.Multiplier, one.Quantity,
                    one.Mark, one.Mark, Some.DeskTime),
                one.Mark, Some.DeskTime, 1m))],
            10_000_000m, 1_000_000m);
}
