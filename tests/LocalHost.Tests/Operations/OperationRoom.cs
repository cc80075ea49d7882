using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using TradingBase.LocalHost.Engine;
using TradingBase.LocalHost.Engine.Functions;
using TradingBase.LocalHost.Operations;
using TradingBase.LocalHost.Pumps;
using TradingBase.LocalHost.Tests.Engine;

namespace TradingBase.LocalHost.Tests.Operations;

/// <summary>An engine with the host's own routes before it, over a real socket.</summary>
internal sealed class OperationRoom : IAsyncDisposable
{
    private static readonly HostKeys Keys =
        new("read-key-0123456789", "admin-key-0123456789", "id", new byte[32]);

    private readonly ServiceProvider _services;
    private readonly PumpHost _host;

    private OperationRoom(EngineRig rig, ServiceProvider services, PumpHost host)
    {
        Rig = rig;
        _services = services;
        _host = host;
        Reader = Client(Keys.ReadKey);
        Admin = Client(Keys.AdminKey);
        Nobody = Client(null);
    }

    public EngineRig Rig { get; }

    public HttpClient Reader { get; }

    public HttpClient Admin { get; }

    public HttpClient Nobody { get; }

    public Uri Address => _host.Address;

    public static async Task<OperationRoom> StartAsync(params Type[] types)
    {
        EngineRig rig = await EngineRig.StartAsync(new EngineOptions(), types);
        ServiceCollection services = new();
        services
            .AddLogging()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().Build())
            .AddSingleton(rig.Clock)
            .AddSingleton<TimeProvider>(rig.Clock)
            .AddSingleton(rig.Store)
            .AddSingleton(rig.Engine)
            .AddSingleton<DurableTaskClient>(rig.Client);
        ServiceProvider provider = services.BuildServiceProvider();
        PumpHost host = await PumpHost.StartAsync(
            provider,
            new FunctionIndex(OperationFunctions.All),
            new() { Settings = new("", new()), Keys = Keys, Port = 0 },
            CancellationToken.None);
        return new(rig, provider, host);
    }

    /// <summary>Starts an instance and lets everything come to rest.</summary>
    public async Task BeginAsync(string name, string id, object? input = null)
    {
        await Rig.Client.ScheduleNewOrchestrationInstanceAsync(name, input, new StartOrchestrationOptions(id));
        await Rig.SettleAsync();
    }

    public async Task<JsonNode> GetAsync(string path) => (await Reader.GetFromJsonAsync<JsonNode>(path))!;

    /// <summary>Posts with the admin's key.</summary>
    /// <returns>The status, and the problem's sentence if it is one.</returns>
    public async Task<(int Status, string? Detail)> PostAsync(string path, string? json = null)
    {
        using StringContent? body = json is null ? null : new(json, Encoding.UTF8, "application/json");
        using HttpResponseMessage answer = await Admin.PostAsync(new Uri(path, UriKind.Relative), body);
        return await ReadAsync(answer);
    }

    /// <summary>An answer's status, and the problem's sentence if it is one.</summary>
    public static async Task<(int Status, string? Detail)> ReadAsync(HttpResponseMessage answer)
    {
        string text = await answer.Content.ReadAsStringAsync();
        bool problem = answer.Content.Headers.ContentType?.MediaType == "application/problem+json";
        return ((int)answer.StatusCode, problem ? (string?)JsonNode.Parse(text)!["detail"] : null);
    }

    public async ValueTask DisposeAsync()
    {
        Reader.Dispose();
        Admin.Dispose();
        Nobody.Dispose();
        await _host.DisposeAsync();
        await _services.DisposeAsync();
        await Rig.DisposeAsync();
    }

    private HttpClient Client(string? key)
    {
        HttpClient client = new() { BaseAddress = _host.Address };
        if (key is not null)
        {
            client.DefaultRequestHeaders.Add("x-functions-key", key);
        }

        return client;
    }
}
