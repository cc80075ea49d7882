using Azure.Data.Tables;
using Microsoft.Azure.Functions.Worker.Builder;

namespace TradingBase.AzureContracts.Tests;

/// <summary>
/// The one thing that is true of the contracts alone; with the real packages these tests are skipped.
/// </summary>
public sealed class NeedsAzureTests
{
    private const string Switch = "-p:AzurePackages=true";

    [SkippableFact]
    public void CreateBuilder_WithoutThePackages_NamesTheSwitch()
    {
        SkipWithThePackages(typeof(FunctionsApplication));

        PlatformNotSupportedException refused =
            Assert.Throws<PlatformNotSupportedException>(() => FunctionsApplication.CreateBuilder([]));

        Assert.Contains(Switch, refused.Message, StringComparison.Ordinal);
        Assert.Contains("CreateBuilder", refused.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task TableCalls_WithoutThePackages_NameTheSwitch()
    {
        SkipWithThePackages(typeof(TableClient));
        TableClient table = new("UseDevelopmentStorage=true", "journal");

        PlatformNotSupportedException refused = await Assert.ThrowsAsync<PlatformNotSupportedException>(
            () => table.AddEntityAsync(new TableEntity("p", "r")));

        Assert.Contains(Switch, refused.Message, StringComparison.Ordinal);
        Assert.Throws<PlatformNotSupportedException>(() => table.QueryAsync<TableEntity>());
    }

    private static void SkipWithThePackages(Type type) => Skip.IfNot(
        type.Assembly.GetName().Name == "TradingBase.AzureContracts", "The real packages are referenced.");
}
