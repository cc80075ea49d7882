using Azure.Storage.Queues;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using TradingBase.AzureHost.Storage;
using TradingBase.Composition;
using TradingBase.Desk;

namespace TradingBase.AzureHost.Tests;

public sealed class AzureDoorTests
{
    private const string Emulator = "UseDevelopmentStorage=true";

    [SkippableFact]
    public async Task Open_WithContractsInsteadOfPackages_EndsWithTwoAndASentenceThatNamesTheSwitch()
    {
        Skip.If(
            typeof(FunctionsApplication).Assembly.GetName().Name != "TradingBase.AzureContracts",
            "This build has the real packages.");
        using StringWriter errors = new();

        int code = await AzureDoor.OpenAsync([], errors);

        Assert.Equal(2, code);
        string sentence = Assert.Single(errors.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("-p:AzurePackages=true", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AddDesk_WithAnEmulator_KeepsTheStateInItsTable()
    {
        using ServiceProvider desk = await BuildAsync(
            (AzureSettings.ConnectionSetting, Emulator), (AzureSettings.SigningKey, Key(32)));

        Assert.NotNull(desk.GetRequiredService<TableStateStore>());
        Assert.IsType<StoreWatch>(desk.GetRequiredService<IStateStore>());
        Assert.NotNull(desk.GetRequiredService<DeskBooks>());
        Assert.NotNull(desk.GetRequiredService<DailyReporter>());
        Assert.DoesNotContain(desk.GetServices<IAlertChannel>(), channel => channel is QueueChannel);
    }

    [Fact]
    public async Task AddDesk_WithAnAddressAndAConfiguration_ObeysIt()
    {
        string file = Path.Combine(AppContext.BaseDirectory, $"{Guid.NewGuid():N}.json");
        await File.WriteAllTextAsync(file, """{ "desk": { "name": "north" }, "signing": { "keyVariable": "OWN" } }""");
        try
        {
            using ServiceProvider desk = await BuildAsync(
                (AzureSettings.EndpointSetting.Replace("__", ":", StringComparison.Ordinal), "https://a.example/"),
                (AzureSettings.ClientIdSetting, "11111111-2222-3333-4444-555555555555"),
                (AzureSettings.FileSetting, file),
                ("OWN", Key(64)));

            Assert.Equal("north", desk.GetRequiredService<DeskOptions>().Name);
            Assert.Equal(64, desk.GetRequiredService<HostSettings>().SigningKey.Length);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Theory]
    [InlineData("AzureWebJobsStorage", Emulator, "alerts")]
    [InlineData("AzureWebJobsStorage:accountName", "north", "alerts")]
    [InlineData("AzureWebJobsStorage__accountName", null, null)]
    [InlineData("AzureWebJobsStorage__accountName", "no account", null)]
    public async Task AddDesk_AlertsToAQueue_NeedsTheHostsAccount(string setting, string? value, string? queue)
    {
        string file = Path.Combine(AppContext.BaseDirectory, $"{Guid.NewGuid():N}.json");
        await File.WriteAllTextAsync(file, """{ "alerts": { "queue": true } }""");
        try
        {
            Task<ServiceProvider> building = BuildAsync(
                (AzureSettings.ConnectionSetting, Emulator), (AzureSettings.SigningKey, Key(32)),
                (AzureSettings.FileSetting, file), (setting, value));
            if (queue is null)
            {
                ConfigurationException refused =
                    await Assert.ThrowsAsync<ConfigurationException>(() => building);
                Assert.Equal(AlertQueue.AccountSetting, Assert.Single(refused.Mistakes).Path);
                return;
            }

            using ServiceProvider desk = await building;
            Assert.Contains(desk.GetServices<IAlertChannel>(), channel => channel is QueueChannel);
            Assert.Equal(queue, desk.GetRequiredService<QueueClient>().Name);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("not an address")]
    [InlineData("http://tables.example/")]
    public async Task AddDesk_WithoutASafePlaceForTheState_NamesTheSetting(string? endpoint)
    {
        ConfigurationException refused = await Assert.ThrowsAsync<ConfigurationException>(
            () => BuildAsync((AzureSettings.EndpointSetting, endpoint), (AzureSettings.SigningKey, Key(32))));

        Assert.Equal(AzureSettings.EndpointSetting, Assert.Single(refused.Mistakes).Path);
    }

    [Fact]
    public async Task AddDesk_WithAShortSigningKey_IsRefused()
    {
        ConfigurationException refused = await Assert.ThrowsAsync<ConfigurationException>(
            () =>
                BuildAsync((AzureSettings.ConnectionSetting, Emulator), (AzureSettings.SigningKey, Key(31))));

        Assert.Equal("$.signing.keyVariable", Assert.Single(refused.Mistakes).Path);
    }

    [Theory]
    [InlineData(AzureSettings.EndpointSetting)]
    [InlineData(AzureSettings.TableSetting)]
    [InlineData(AzureSettings.ClientIdSetting)]
    [InlineData(AzureSettings.SigningKey)]
    public void Settings_ThatAzureNeeds_AreWrittenByTheInfrastructure(string setting)
    {
        string root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, "TradingBase.Functions.sln")))
        {
            root = Path.GetDirectoryName(root)!;
        }

        string bicep = File.ReadAllText(Path.Combine(root, "infra", "modules", "functions.bicep"));

        Assert.Contains($"{setting}: ", bicep, StringComparison.Ordinal);
    }

    private static async Task<ServiceProvider> BuildAsync(params (string Name, string? Value)[] settings)
    {
        IConfiguration configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(one => KeyValuePair.Create(one.Name, one.Value)))
            .Build();
        ServiceCollection services = new();
        await AzureDoor.AddDeskAsync(services, configuration, CancellationToken.None);
        return services.AddLogging().BuildServiceProvider();
    }

    private static string Key(int bytes) => Convert.ToBase64String(new byte[bytes]);
}
