using System.Globalization;

namespace TradingBase.Desk.Tests;

public sealed class ExternalOrdersTests
{
    private readonly ReconciliationRig _rig = new();

    [Theory]
    [InlineData("95", "190", "2")]
    [InlineData(null, "190", "2")]
    [InlineData("95", null, "0")]
    public async Task Run_AnOrderOfAnAmount_IsToldAndCountedByItsPrice(string? limit, string? worth, string units)
    {
        await _rig.OpenAsync();
        _rig.Venue.Open.Add(VenueTruth.Order("v1", limit: Number(limit)) with
        {
            Quantity = null, Worth = Number(worth),
        });

        ReconciliationReport report = await _rig.RunAsync();

        Assert.True(report.Passed, report.Reason);
        ReconciliationFinding found = Assert.Single(report.Findings);
        Assert.Equal(ReconciliationFindingKind.OrderExternal, found.Kind);
        Assert.Contains($"Buy an amount of {worth} AAPL@us-equities", found.Reason, StringComparison.Ordinal);
        Assert.Equal(
            Number(units), (await _rig.Register.ReadAsync(default)).Sum(order => order.Left));
    }

    private static decimal? Number(string? text) =>
        text is null ? null : decimal.Parse(text, CultureInfo.InvariantCulture);
}
