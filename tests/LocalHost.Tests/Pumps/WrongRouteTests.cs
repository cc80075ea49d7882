using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TradingBase.LocalHost.Engine.Functions;
using TradingBase.LocalHost.Pumps;

namespace TradingBase.LocalHost.Tests.Pumps;

/// <summary>Functions whose routes cannot be served keep the host from starting.</summary>
public sealed class WrongRouteTests
{
    private static readonly HostKeys Keys =
        new("read-key-0123456789", "admin-key-0123456789", "id", new byte[32]);

    [Theory]
    [InlineData(typeof(TwoOnOneRoute))]
    [InlineData(typeof(NoPattern))]
    [InlineData(typeof(ForUsers))]
    [InlineData(typeof(TakesText))]
    public async Task Start_RouteIsWrong_IsRefusedWithTheFunctionsName(Type functions)
    {
        using PumpRoom room = new();

        InvalidOperationException refusal =
            await Assert.ThrowsAsync<InvalidOperationException>(() => PumpHost.StartAsync(
                room.Services, new FunctionIndex([functions]),
                new() { Settings = room.Settings, Keys = Keys, Port = 0 }, default));

        Assert.Contains("'A'", refusal.Message, StringComparison.Ordinal);
    }

    private static class TwoOnOneRoute
    {
        [Function("A")]
        public static void A([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "x")] HttpRequest r) =>
            _ = r.Path;

        [Function("B")]
        public static void B([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "X")] HttpRequest r) =>
            _ = r.Path;
    }

    private static class NoPattern
    {
        [Function("A")]
        public static void A([HttpTrigger(AuthorizationLevel.Anonymous, Route = "{a}/{a}")] HttpRequest r) =>
            _ = r.Path;
    }

    private static class ForUsers
    {
        [Function("A")]
        public static void A([HttpTrigger(AuthorizationLevel.User)] HttpRequest r) =>
            _ = r.Path;
    }

    private static class TakesText
    {
        [Function("A")]
        public static void A([HttpTrigger(AuthorizationLevel.Anonymous)] string r) => _ = r.Length;
    }
}
