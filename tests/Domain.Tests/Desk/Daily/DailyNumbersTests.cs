using TradingBase.Execution;
using TradingBase.Journal;
using TradingBase.Strategy;
using TradingBase.Testing;

namespace TradingBase.Desk.Tests.Daily;

/// <summary>A report's numbers against books that were made by hand.</summary>
public sealed class DailyNumbersTests
{
    [Fact]
    public async Task Report_TheFirstDay_BeginsAtTheOpening()
    {
        DailyRig rig = await DailyRig.OpenAsync();
        await rig.BuyAsync();

        DailyDocument report = await rig.ReportThursdayAsync();

        // 1,000,000 - 10 x 100 - 1 + 10 x 110.
        Assert.Equal(new DailyEquity(0, 1_000_099m, 1_000_000m, 99m), report.Equity);
        Assert.Equal(new DailyResult(0, 100m, -1m, 0, 99m), report.Result);
        Assert.Null(report.Since);
        Assert.Equal(
            new DailyMark("AAPL", 110m, DailyRig.ThursdaysClose, 120), Assert.Single(report.Marks));
        Assert.Equal(
            new DailyExposure("us-equities", "AAPL", 1_100m, 1_100m / 1_000_099m),
            Assert.Single(report.LargestExposures));
    }

    [Fact]
    public async Task Report_TheNextDay_IsWhatHappenedBetween()
    {
        DailyRig rig = await DailyRig.OpenAsync();
        await rig.BuyAsync();
        await rig.ReportThursdayAsync();
        DateTimeOffset noon = DailyRig.FridaysClose.AddHours(-4);
        await rig.Ledger.PostFillAsync(
            Some.Dealt("t2", side: OrderSide.Sell, quantity: 4, price: 120, at: noon), default);
        await rig.Ledger.PostAsync(
            LedgerEvents.Dividend("paper", new("AAPL", "us-equities"), "USD", 0.5m, 10, noon, noon), default);
        await rig.Ledger.PostAsync(LedgerEvents.InferenceCost("cycle-1", 2, noon), default);
        await rig.Ledger.PostAsync(Some.Deposit(1_000m, id: "more"), default);

        DailyDocument report = await rig.ReportFridayAsync();

        // Realised 4 x 20; unrealised 6 x 15 after 10 x 10; a fee of 1; a dividend of 5.
        Assert.Equal(new DailyResult(80m, -10m, -1m, 5m, 74m), report.Result);
        Assert.Equal(new DailyEquity(1_000_099m, 1_001_171m, 1_000m, 72m), report.Equity);
        Assert.Equal(2m, report.Inference.DeskUsd);
        Assert.Equal(report.Equity.Change, report.Result.Total - report.Inference.DeskUsd);
        DailyInstrument line = Assert.Single(report.Instruments);
        Assert.Equal(("AAPL", 6m, 690m, report.Result), (line.Instrument, line.Quantity, line.Value, line.Result));
    }

    [Fact]
    public async Task Report_AnInstrumentThatWasClosed_TakesItsGainBack()
    {
        DailyRig rig = await DailyRig.OpenAsync();
        await rig.BuyAsync();
        await rig.ReportThursdayAsync();
        await rig.Ledger.PostFillAsync(
            Some.Dealt("t2", side: OrderSide.Sell, price: 95, at: DailyRig.FridaysClose.AddHours(-4)), default);

        DailyDocument friday = await rig.ReportFridayAsync();
        DailyDocument tuesday = await rig.Reporter.ReportAsync(
            "us-equities", new(2018, 1, 2), DailyRig.FridaysClose.AddDays(4).AddMinutes(2), default);

        Assert.Equal(new DailyResult(-50m, -100m, -1m, 0, -151m), friday.Result);
        Assert.Equal((0, new DailyResult(0, 0, 0, 0, 0)), (tuesday.Instruments.Count, tuesday.Result));
        Assert.Equal(0, tuesday.Equity.Change);
    }

    [Fact]
    public async Task Report_AFeeInTheCoin_IsInTheResultOnce()
    {
        DailyRig rig = await DailyRig.OpenAsync("crypto-spot");
        await rig.Ledger.PostFillAsync(
            Some.Dealt(
                symbol: "BTCUSD", market: "crypto-spot", quantity: 2, fee: 0.1m, feeCurrency: "BTC",
                at: DailyRig.Morning.AddHours(1)),
            default);

        DailyDocument report = await rig.Reporter.ReportAsync(
            "crypto-spot", DailyRig.Thursday, new(2017, 12, 29, 0, 2, 0, TimeSpan.Zero), default);

        // 0.1 coins of 100 are gone; 1.9 gained 10 each.
        DailyInstrument line = Assert.Single(report.Instruments);
        Assert.Equal(new DailyResult(-10m, 19m, 0, 0, 9m), line.Result);
        Assert.Equal((-0.1m, 1.9m), (line.FeesInUnits, line.Quantity));
        Assert.Equal(9m, report.Equity.Change);
    }

    [Fact]
    public async Task Report_LegsThatNetToNothing_AreWorthTheirDifference()
    {
        DailyRig rig = await DailyRig.OpenAsync();
        await rig.BuyAsync();
        await rig.Ledger.PostFillAsync(
            Some.Dealt(
                "other", side: OrderSide.Sell, price: 107, fee: 0, venue: "elsewhere",
                at: DailyRig.Morning.AddHours(2)),
            default);

        DailyDocument report = await rig.ReportThursdayAsync();

        Assert.Equal(new DailyResult(0, 70m, -1m, 0, 69m), report.Result);
        Assert.Equal(69m, report.Equity.Change);
        Assert.Empty(report.Marks);
    }

    [Fact]
    public async Task Report_AnotherMarketsTrades_AreInTheEquityAlone()
    {
        DailyRig rig = await DailyRig.OpenAsync("us-equities", "crypto-spot");
        await rig.Ledger.PostFillAsync(
            Some.Dealt(symbol: "BTCUSD", market: "crypto-spot", at: DailyRig.Morning.AddHours(1)), default);

        DailyDocument report = await rig.ReportThursdayAsync();

        Assert.Equal((99m, 0m), (report.Equity.Change, report.Result.Total));
        Assert.Empty(report.Instruments);
    }

    [Fact]
    public async Task Report_AFeeInAForeignCurrency_IsValuedAtThePresentRate()
    {
        DailyRig rig = await DailyRig.OpenAsync();
        await rig.Ledger.PostFillAsync(
            Some.Dealt(fee: 10, feeCurrency: "EUR", at: DailyRig.Morning.AddHours(1)), default);
        await rig.Ledger.PostFillAsync(
            Some.Dealt("t2", fee: 10, feeCurrency: "XYZ", at: DailyRig.Morning.AddHours(1)), default);

        DailyDocument report = await rig.ReportThursdayAsync();

        Assert.Equal(new DailyResult(0, 200m, -12m, 0, 188m), report.Result);
        Assert.Equal(["XYZ"], report.Unvalued);
    }

    [Fact]
    public async Task Report_OrdersDenialsAndAlerts_AreThoseOfTheDay()
    {
        DailyRig rig = await DailyRig.OpenAsync();
        DateTimeOffset before = DailyRig.ThursdaysClose.AddDays(-1);
        await KeepAsync("before", before, OrderStatus.Accepted, DailyRig.Morning.AddHours(1));
        await KeepAsync("first", before.AddTicks(1), OrderStatus.Filled, DailyRig.ThursdaysClose);
        await KeepAsync("last", DailyRig.ThursdaysClose, OrderStatus.Filled, DailyRig.ThursdaysClose.AddTicks(1));
        await KeepAsync("after", DailyRig.ThursdaysClose.AddTicks(1), OrderStatus.Filled);
        foreach ((string id, DateTimeOffset at, int denied) in new[]
        {
            ("intent-1", before, 7), ("x", before.AddSeconds(1), 2), ("cycle-9", DailyRig.ThursdaysClose, 1),
            ("late", DailyRig.ThursdaysClose.AddSeconds(1), 9),
        })
        {
            CycleTally tally = new(id, at,
            [
                new("crypto-spot", 5, 5, new Dictionary<string, int> { ["max-drawdown"] = 5 }, 5m),
                new("us-equities", 1, denied, new Dictionary<string, int> { ["price-step"] = denied }, 0.25m),
            ]);
            await rig.Records.KeepAsync(CycleTally.Kind, CycleTally.IdOf(tally), tally, default);
        }

        foreach (int hours in new[] { -24, -1, 1 })
        {
            await rig.Alerts.RaiseAsync(
                new($"a{hours}", "test", AlertSeverity.Warning, "A test.", DailyRig.ThursdaysClose.AddHours(hours)),
                default);
        }

        DailyDocument report = await rig.ReportThursdayAsync();

        Assert.Equal((2, 3, 2, 2), (
            report.Orders.Approved, report.Orders.Denied, report.Orders.Decided, report.Orders.Fills));
        Assert.Equal([new("price-step", 3)], report.Orders.DeniedByRule);
        Assert.Equal([new("filled", 2)], report.Orders.ByStatus);
        Assert.Equal(0.5m, report.Inference.MarketUsd);
        Assert.Equal((1, "a-1"), (report.AlertCount, Assert.Single(report.Alerts).Id));

        Task KeepAsync(string id, DateTimeOffset at, OrderStatus status, DateTimeOffset? filled = null)
        {
            ProposedOrder order = Some.Order(id: id, decidedAt: at, referenceKnownAt: at);
            Fill[] fills = filled is { } moment ? [Some.Fill(order, at: moment)] : [];
            OrderRecord record = new(
                OrderRecord.IdOf(order), "cycle-1", order, Some.Report(status, order, at, fills));
            return rig.Records.KeepAsync(OrderRecord.Kind, record.Id, record, default);
        }
    }

    [Fact]
    public async Task Report_OrdersOfSeveralPages_CountsEachOnce()
    {
        DailyRig rig = await DailyRig.OpenAsync();
        for (int i = 0; i < 450; i++)
        {
            ProposedOrder order = Some.Order(
                id: $"o{i}", decidedAt: DailyRig.Morning.AddSeconds(i / 3), referenceKnownAt: DailyRig.Morning);
            OrderRecord record = new(OrderRecord.IdOf(order), "c", order, Some.Report(OrderStatus.Accepted, order));
            await rig.Records.KeepAsync(OrderRecord.Kind, record.Id, record, default);
        }

        Assert.Equal(450, (await rig.ReportThursdayAsync()).Orders.Decided);
    }
}
