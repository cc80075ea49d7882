using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using TradingBase.Functions.Triggers;

namespace TradingBase.House.Tests;

/// <summary>Who may only read changes nothing.</summary>
public sealed class RouteTests
{
    [Fact]
    public void Routes_ThatChangeSomething_AskForTheAdminKey()
    {
        Assembly[] hosts = [typeof(OnCycleRequested).Assembly, Assembly.Load("TradingBase.LocalHost")];
        HttpTriggerAttribute[] routes =
        [
            .. hosts.SelectMany(host => host.GetTypes())
                .SelectMany(type => type.GetMethods())
                .SelectMany(method => method.GetParameters())
                .Select(parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>())
                .OfType<HttpTriggerAttribute>(),
        ];

        Assert.InRange(routes.Length, 30, 200);
        Assert.Empty(routes
            .Where(route => route.Methods is not ["get"] && route.AuthLevel is not AuthorizationLevel.Admin)
            .Select(route => route.Route));
    }
}
