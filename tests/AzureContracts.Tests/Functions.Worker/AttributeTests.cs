using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace TradingBase.AzureContracts.Tests.Functions.Worker;

/// <summary>
/// Hosts read these attributes back; what they read must be what was written, defaults included.
/// </summary>
public sealed class AttributeTests
{
    [Fact]
    public void HttpTrigger_EachForm_AsksForTheRightKey()
    {
        HttpTriggerAttribute full = new(AuthorizationLevel.Admin, "get", "post") { Route = "api/cycles" };

        Assert.Equal(AuthorizationLevel.Function, new HttpTriggerAttribute().AuthLevel);
        Assert.Equal(AuthorizationLevel.Anonymous, new HttpTriggerAttribute("get").AuthLevel);
        Assert.Equal(AuthorizationLevel.User, new HttpTriggerAttribute(AuthorizationLevel.User).AuthLevel);
        Assert.Equal(AuthorizationLevel.Admin, full.AuthLevel);
        Assert.Equal(["get", "post"], full.Methods!);
        Assert.Equal("api/cycles", full.Route);
        Assert.Null(new HttpTriggerAttribute().Methods);
    }

    [Fact]
    public void Triggers_Written_AreReadBack()
    {
        TimerTriggerAttribute timer = new("0 * * * * *");

        Assert.Equal("0 * * * * *", timer.Schedule);
        Assert.True(timer.UseMonitor);
        Assert.False(timer.RunOnStartup);
        Assert.Equal("market-events", new QueueTriggerAttribute("market-events").QueueName);
        Assert.Equal("alerts", new QueueOutputAttribute("alerts") { Connection = "Storage" }.QueueName);
        Assert.Null(new QueueTriggerAttribute("market-events").Connection);
        Assert.Equal("OnMarketClock", new FunctionAttribute("OnMarketClock").Name);
    }

    [Theory]
    [InlineData(typeof(TimerTriggerAttribute), typeof(TriggerBindingAttribute), AttributeTargets.Parameter)]
    [InlineData(typeof(QueueTriggerAttribute), typeof(TriggerBindingAttribute), AttributeTargets.Parameter)]
    [InlineData(typeof(HttpTriggerAttribute), typeof(TriggerBindingAttribute), AttributeTargets.Parameter)]
    [InlineData(typeof(OrchestrationTriggerAttribute), typeof(TriggerBindingAttribute),
        AttributeTargets.Parameter)]
    [InlineData(typeof(ActivityTriggerAttribute), typeof(TriggerBindingAttribute),
        AttributeTargets.Parameter)]
    [InlineData(typeof(DurableClientAttribute), typeof(InputBindingAttribute), AttributeTargets.Parameter)]
    [InlineData(typeof(QueueOutputAttribute), typeof(OutputBindingAttribute),
        AttributeTargets.Method | AttributeTargets.Property)]
    [InlineData(typeof(FunctionAttribute), typeof(Attribute), AttributeTargets.Method)]
    public void Attribute_Each_HasItsBaseAndPlace(Type attribute, Type expected, AttributeTargets targets)
    {
        Assert.Equal(expected, attribute.BaseType);
        Assert.Equal(targets, attribute.GetCustomAttribute<AttributeUsageAttribute>(inherit: true)?.ValidOn);
    }
}
