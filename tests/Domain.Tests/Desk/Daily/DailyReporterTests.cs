using TradingBase.Journal;
using TradingBase.Risk;
using TradingBase.Testing;

namespace TradingBase.Desk.Tests.Daily;

/// <summary>Which reports are due, and that one stands whatever happens while it is made.</summary>
public sealed class DailyReporterTests
{
    [Fact]
    public async Task FindDue_ADeskThatWasNeverOpened_HasNothingToReport() => Assert.Empty(
        await new DailyRig().Reporter.FindDueAsync(DailyRig.FridaysClose.AddHours(1), default));

    [Theory]
    [InlineData(-1, null)]
    [InlineData(119, null)]
    [InlineData(120, "2017-12-28")]
    [InlineData(86_400 + 119, "2017-12-28")]
    [InlineData(86_400 + 120, "2017-12-29")]
    [InlineData(3 * 86_400, "2017-12-29")]
    public async Task FindDue_SecondsAfterThursdaysClose_IsTheLastSessionAfterTheGrace(int seconds, string? date)
    {
        DailyRig rig = await DailyRig.OpenAsync();

        IReadOnlyList<ClosedSession> due = await rig.Reporter.FindDueAsync(
            DailyRig.ThursdaysClose.AddSeconds(seconds), default);

        Assert.Equal(
            date is null ? [] : [DateOnly.Parse(date, null)], due.Select(one => one.Session.Date));
    }

    [Fact]
    public async Task FindDue_SeveralMarkets_AsksEachCalendar()
    {
        DailyRig rig = await DailyRig.OpenAsync("us-equities", "crypto-spot");

        // Saturday morning: Friday's exchange, and the coins' Friday.
        IReadOnlyList<ClosedSession> due = await rig.Reporter.FindDueAsync(
            new(2017, 12, 30, 8, 0, 0, TimeSpan.Zero), default);

        Assert.Equal(
            [("crypto-spot", DailyRig.Friday), ("us-equities", DailyRig.Friday)],
            due.Select(one => (one.Market, one.Session.Date)));
    }

    [Fact]
    public async Task FindDue_AHostThatWasAwayForWeeks_MakesUpTheLastSessionAlone()
    {
        DailyRig rig = await DailyRig.OpenAsync();
        await rig.ReportThursdayAsync();
        DateTimeOffset later = new(2018, 1, 24, 12, 0, 0, TimeSpan.Zero);
        DailyReporter started = new DailyRig(rig.Rows).Reporter;

        ClosedSession due = Assert.Single(await started.FindDueAsync(later, default));
        DailyDocument made = await started.ReportAsync(due.Market, due.Session.Date, later, default);

        Assert.Equal(new DateOnly(2018, 1, 23), due.Session.Date);
        Assert.Equal((DailyRig.ThursdaysClose.AddMinutes(2), later), (made.Since, made.At));
        Assert.Equal(DailyRig.ThursdaysClose, made.CountedSince);
        Assert.Empty(await new DailyRig(rig.Rows).Reporter.FindDueAsync(later.AddMinutes(1), default));
    }

    [Fact]
    public async Task Report_ASecondTime_ChangesNothingWhateverWasTradedSince()
    {
        DailyRig rig = await DailyRig.OpenAsync();
        await rig.BuyAsync();
        DailyDocument first = await rig.ReportThursdayAsync();
        await rig.Ledger.PostFillAsync(
            Some.Dealt("late", price: 90m, at: DailyRig.ThursdaysClose.AddMinutes(1)), default);
        IReadOnlyList<string> before = rig.Contents();

        DailyDocument second = await rig.Reporter.ReportAsync(
            "us-equities", DailyRig.Thursday, DailyRig.ThursdaysClose.AddHours(1), default);

        Assert.Equal(Canonical.Json(first), Canonical.Json(second));
        Assert.Equal(before, rig.Contents());
    }

    [Fact]
    public async Task Report_CutOffBeforeAnyOfItsWrites_EndsAsIfItHadNotBeen()
    {
        DailyRig whole = await DailyRig.OpenAsync();
        await whole.BuyAsync();
        int begun = whole.Rows.Submits;
        await whole.ReportThursdayAsync();
        int writes = whole.Rows.Submits - begun;
        Assert.True(writes >= 4);

        for (int cut = 0; cut < writes; cut++)
        {
            DailyRig rig = await DailyRig.OpenAsync();
            await rig.BuyAsync();
            int left = cut;
            rig.Rows.BeforeSubmit = (_, _) => left-- > 0
                ? Task.CompletedTask
                : throw new StateUnavailableException("memory", "it was planned.");
            await Assert.ThrowsAsync<StateUnavailableException>(() => rig.ReportThursdayAsync());
            rig.Rows.BeforeSubmit = (_, _) => Task.CompletedTask;

            await new DailyRig(rig.Rows).ReportThursdayAsync();

            Assert.Equal(whole.Contents(), rig.Contents());
        }
    }

    [Fact]
    public async Task Report_ADay_IsJournalledWithItsHashAndMarksTheDesk()
    {
        DailyRig rig = await DailyRig.OpenAsync();
        await rig.BuyAsync();

        DailyDocument report = await rig.ReportThursdayAsync();

        JournalEntry line = Assert.Single(
            await rig.Journal.ReadAsync("desk", 1, 100, default), one => one.Kind == "daily-report");
        Assert.Equal("daily-us-equities-20171228", line.Key);
        Assert.Contains(Canonical.Hash(report), line.Body, StringComparison.Ordinal);
        DeskState state = (await rig.Desk.FindAsync(default))!;
        Assert.Equal((report.At, 1_000_099m), (state.DeskTime, state.PeakEquity));
        Assert.Equal(
            Canonical.Json(report),
            Canonical.Json(await rig.Reporter.FindAsync("us-equities", DailyRig.Thursday, default)));
        Assert.Null(await rig.Reporter.FindAsync("us-equities", DailyRig.Friday, default));
    }

    [Fact]
    public async Task Report_ADeskInRecordedTime_IsNotDrawnIntoThePresent()
    {
        DailyRig rig = await DailyRig.OpenAsync();
        DateTimeOffset present = new(2026, 1, 6, 12, 0, 0, TimeSpan.Zero);

        await rig.Reporter.ReportAsync("us-equities", new(2026, 1, 5), present, default);

        Assert.Equal(DailyRig.Morning, (await rig.Desk.FindAsync(default))!.DeskTime);
    }

    [Fact]
    public async Task Report_ADayWithoutASession_IsRefused()
    {
        DailyRig rig = await DailyRig.OpenAsync();

        await Assert.ThrowsAsync<ArgumentException>(() => rig.Reporter.ReportAsync(
            "us-equities", new(2017, 12, 30), DailyRig.FridaysClose.AddDays(1), default));
    }
}
