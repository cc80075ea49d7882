using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TradingBase.LocalHost.Engine.Functions;

namespace TradingBase.LocalHost.Pumps;

/// <summary>The web server: Kestrel on the loopback addresses, and nothing that a setting outside could
/// open.</summary>
internal sealed class HttpDoor : IAsyncDisposable
{
    private readonly WebApplication _application;

    private HttpDoor(WebApplication application, Uri address)
    {
        _application = application;
        Address = address;
    }

    /// <summary>Where it listens, with the port that it got.</summary>
    public Uri Address { get; }

    /// <summary>Binds the port and serves from then on.</summary>
    /// <param name="services">Of the functions; the server has its own.</param>
    /// <param name="functions">Those behind routes are mapped.</param>
    /// <param name="options">Port, keys and limits.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="PortInUseException">The port is not to be had.</exception>
    /// <exception cref="InvalidOperationException">A function's route is wrong.</exception>
    public static async Task<HttpDoor> OpenAsync(
        IServiceProvider services,
        FunctionIndex functions,
        PumpOptions options,
        CancellationToken cancellationToken)
    {
        WebApplication application = Build(services, options);
        try
        {
            ILogger logger = services.GetRequiredService<ILoggerFactory>().CreateLogger<HttpDoor>();
            application.Use(next => new HttpProblems(next, logger).InvokeAsync);
            application.Use(next => context => IsOurs(context.Request.Host)
                ? next(context)
                : HttpProblems.WriteAsync(
                    context, StatusCodes.Status421MisdirectedRequest, "This host is localhost only."));
            application.UseRouting();
            KeyGate gate = new(options.Keys);
            new HttpRoutes(services, gate, options.Settings.RoutePrefix, options.LargestBody)
                .Map(application, functions.Https);
            await application.StartAsync(cancellationToken);
            IServerAddressesFeature addresses = application.Services.GetRequiredService<IServer>()
                .Features.Get<IServerAddressesFeature>()!;
            return new(application, new(addresses.Addresses.First()));
        }
        catch (Exception failure) when (failure is IOException or SocketException)
        {
            await application.DisposeAsync();
            throw new PortInUseException(options.Port, Innermost(failure), failure);
        }
        catch
        {
            await application.DisposeAsync();
            throw;
        }
    }

    /// <summary>Takes no more requests and waits for those that run.</summary>
    /// <param name="hurry">Breaks off what still runs.</param>
    public Task StopAsync(CancellationToken hurry) => _application.StopAsync(hurry);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private static WebApplication Build(IServiceProvider services, PumpOptions options)
    {
        // Empty: no environment variable, file or argument can add an address.
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = options.LargestBody;
            Listen(kestrel, options.Port);
        });
        builder.Services.AddRouting();
        builder.Services.AddMvcCore().AddJsonOptions(json => Adopt(json.JsonSerializerOptions));
        builder.Services.ConfigureHttpJsonOptions(json => Adopt(json.SerializerOptions));
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.Services.AddSingleton<ILoggerFactory>(
            new QuietLoggerFactory(services.GetRequiredService<ILoggerFactory>()));
        return builder.Build();
    }

    private static void Listen(KestrelServerOptions kestrel, int port)
    {
        kestrel.Listen(IPAddress.Loopback, port);

        // A port that the system chooses is known only after the first binding, so the second has none to
        // share.
        if (port != 0 && HasIPv6Loopback())
        {
            kestrel.Listen(IPAddress.IPv6Loopback, port);
        }
    }

    private static bool HasIPv6Loopback()
    {
        if (!Socket.OSSupportsIPv6)
        {
            return false;
        }

        try
        {
            using Socket socket = new(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(IPAddress.IPv6Loopback, 0));
            return true;
        }
        catch (SocketException)
        {
            // The machine speaks IPv6 but has no such address; containers are often so.
            return false;
        }
    }

    private static void Adopt(JsonSerializerOptions options)
    {
        options.DefaultIgnoreCondition = Canonical.Options.DefaultIgnoreCondition;
        options.Encoder = Canonical.Options.Encoder;
        options.NumberHandling = Canonical.Options.NumberHandling;
        foreach (JsonConverter converter in Canonical.Options.Converters)
        {
            options.Converters.Add(converter);
        }
    }

    // A page elsewhere that points its own name at this address gets nothing.
    private static bool IsOurs(HostString host) =>
        host.Host is "localhost" or "127.0.0.1" or "[::1]";

    private static string Innermost(Exception failure) => failure switch
    {
        { InnerException: AddressInUseException } => "it is in use",
        { InnerException: { } inner } => Innermost(inner),
        _ => failure.Message,
    };

    // The process has one life, and the command line ends it; the server must not listen to signals too.
    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
