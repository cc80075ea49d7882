namespace TradingBase.Markets.Tests;

public sealed class HolidayRulesTests
{
    [Theory]
    [InlineData(1818, 3, 22)] // The earliest date that Easter can have.
    [InlineData(1943, 4, 25)] // The latest.
    [InlineData(1954, 4, 18)]
    [InlineData(1981, 4, 19)]
    [InlineData(2000, 4, 23)]
    [InlineData(2018, 4, 1)]
    [InlineData(2024, 3, 31)]
    [InlineData(2026, 4, 5)]
    [InlineData(2049, 4, 18)]
    public void EasterSunday_YearsOfTheTables_IsTheirs(int year, int month, int day) =>
        Assert.Equal(new(year, month, day), HolidayRules.EasterSunday(year));

    [Theory]
    [InlineData(2021, 7, 5, true)] // 4 July was a Sunday.
    [InlineData(2020, 7, 3, true)] // 4 July was a Saturday.
    [InlineData(2019, 7, 4, true)]
    [InlineData(2019, 7, 5, false)]
    [InlineData(2020, 7, 6, false)]
    public void IsKeptOnNearestWeekday_FourthOfJuly_MovesOffTheWeekend(
        int year, int month, int day, bool kept) =>
        Assert.Equal(kept, HolidayRules.IsKeptOnNearestWeekday(new(year, month, day), 7, 4));

    [Theory]
    [InlineData(2021, 12, 31, false)] // New Year's Day was a Saturday, and nobody made up for it.
    [InlineData(2023, 1, 2, true)]
    [InlineData(2024, 1, 1, true)]
    public void IsKeptOnMonday_NewYear_MovesForwardOnly(int year, int month, int day, bool kept) =>
        Assert.Equal(kept, HolidayRules.IsKeptOnMonday(new(year, month, day), 1, 1));

    [Theory]
    [InlineData(2018, 11, 22, true)]
    [InlineData(2018, 11, 15, false)]
    [InlineData(2018, 11, 29, false)]
    public void IsNth_Thanksgiving_IsTheFourthThursday(int year, int month, int day, bool fourth) =>
        Assert.Equal(fourth, HolidayRules.IsNth(new(year, month, day), 11, DayOfWeek.Thursday, 4));
}
