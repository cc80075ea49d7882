using Azure.Core;
using Azure.Data.Tables;
using Azure.Identity;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TradingBase.AzureHost.Storage;
using TradingBase.Composition;
using TradingBase.Desk;
using TradingBase.Functions;

namespace TradingBase.AzureHost;

/// <summary>
/// The door to Azure: puts the desk together with tables for its state, and runs the worker.
/// </summary>
internal static class AzureDoor
{
    /// <summary>Exit code of a wrong configuration, and of a build that cannot run in Azure.</summary>
    internal const int WrongUsage = 2;

    /// <summary>Runs until the platform stops it.</summary>
    /// <param name="args">The worker's own.</param>
    /// <param name="errors">Takes one sentence when nothing was started.</param>
    /// <returns>0 after an orderly stop; 2 when nothing was started.</returns>
    internal static async Task<int> OpenAsync(string[] args, TextWriter errors)
    {
        try
        {
            FunctionsApplicationBuilder builder = FunctionsApplication.CreateBuilder(args);
            builder.ConfigureFunctionsWebApplication();
            await AddDeskAsync(builder.Services, builder.Configuration, CancellationToken.None);
            using IHost host = builder.Build();
            await host.RunAsync();
            return 0;
        }
        catch (PlatformNotSupportedException contracts)
        {
            // This build has the listings in src/AzureContracts where the packages would be.
            await errors.WriteLineAsync(contracts.Message);
        }
        catch (ConfigurationException refused)
        {
            await errors.WriteLineAsync(refused.Message);
        }

        return WrongUsage;
    }

    /// <summary>Registers the desk as the app settings and the configuration file describe it.</summary>
    /// <param name="services">Where.</param>
    /// <param name="settings">The app settings.</param>
    /// <param name="cancellationToken">Abandons the read of the file.</param>
    /// <exception cref="ConfigurationException">A setting is missing, or the file has mistakes.</exception>
    internal static async Task AddDeskAsync(
        IServiceCollection services, IConfiguration settings, CancellationToken cancellationToken)
    {
        AzureSettings azure = AzureSettings.Read(settings);
        TradingBaseOptions options = azure.ConfigurationFile is null
            ? new TradingBaseOptions()
            : await OptionsReader.ReadFileAsync(azure.ConfigurationFile, cancellationToken);
        HostSettings host = HostSettings.FromVariable(
            options.Signing with { KeyVariable = options.Signing.KeyVariable ?? AzureSettings.SigningKey },
            name => settings[name])!;
        services
            .AddTradingBase(options, host)
            .AddFunctionServices()
            .AddSingleton(TimeProvider.System)
            .AddSingleton(Table(azure))
            .AddSingleton<TableStateStore>()
            .AddSingleton<IStateStore>(house => new StoreWatch(
                house.GetRequiredService<TableStateStore>(), house.GetRequiredService<StoreTrouble>(),
                house.GetRequiredService<TimeProvider>()));
        if (options.Alerts.Queue)
        {
            services
                .AddSingleton(AlertQueue.Connect(settings, Credential(azure)))
                .AddSingleton<IAlertChannel, QueueChannel>();
        }
    }

    private static TableClient Table(AzureSettings azure)
    {
        if (azure.ConnectionString is not null)
        {
            return new TableClient(azure.ConnectionString, azure.Table);
        }

        return new TableClient(azure.TableEndpoint!, azure.Table, Credential(azure));
    }

    // No client id: whoever is signed in on a developer's machine.
    private static TokenCredential Credential(AzureSettings azure) => azure.ClientId is null
        ? new DefaultAzureCredential()
        : new ManagedIdentityCredential(ManagedIdentityId.FromUserAssignedClientId(azure.ClientId));
}
