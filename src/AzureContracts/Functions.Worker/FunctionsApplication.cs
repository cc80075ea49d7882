using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>The Functions worker's entry. It needs Azure's own assemblies, so here it only says so.</summary>
public class FunctionsApplication
{
    public static FunctionsApplicationBuilder CreateBuilder(string[] args) => throw NeedsAzure.Packages();
}

/// <summary>Cannot be made here (CreateBuilder throws), so no member of it is ever called.</summary>
public class FunctionsApplicationBuilder : IHostApplicationBuilder, IFunctionsWorkerApplicationBuilder
{
    internal FunctionsApplicationBuilder() => throw NeedsAzure.Packages();

    public IDictionary<object, object> Properties => throw NeedsAzure.Packages();

    IConfigurationManager IHostApplicationBuilder.Configuration => throw NeedsAzure.Packages();

    public ConfigurationManager Configuration => throw NeedsAzure.Packages();

    public IHostEnvironment Environment => throw NeedsAzure.Packages();

    public ILoggingBuilder Logging => throw NeedsAzure.Packages();

    public IMetricsBuilder Metrics => throw NeedsAzure.Packages();

    public IServiceCollection Services => throw NeedsAzure.Packages();

    public IHost Build() => throw NeedsAzure.Packages();

    public void ConfigureContainer<TContainerBuilder>(
        IServiceProviderFactory<TContainerBuilder> factory, Action<TContainerBuilder>? configure = null)
        where TContainerBuilder : notnull
        => throw NeedsAzure.Packages();

    public IFunctionsWorkerApplicationBuilder Use(
        Func<FunctionExecutionDelegate, FunctionExecutionDelegate> middleware) => throw NeedsAzure.Packages();
}

public static class FunctionsApplicationBuilderAspNetCoreExtensions
{
    public static FunctionsApplicationBuilder ConfigureFunctionsWebApplication(
        this FunctionsApplicationBuilder builder) => throw NeedsAzure.Packages();
}
