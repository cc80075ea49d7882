using TradingBase.House.Tests.Rules;

namespace TradingBase.House.Tests;

/// <summary>What would make a replay differ from the first run, and what nobody handed in.</summary>
public sealed class BannedCallTests
{
    [Fact]
    public void Orchestrations_All_TakeTimeChanceAndIdentityFromTheirContext() =>
        Assert.Empty(BannedCalls.FindInOrchestrations(Repository.Product));

    [Fact]
    public void DomainAndFunctions_All_UseTheClockThatTheyAreHanded() =>
        Assert.Empty(BannedCalls.FindAmbientClocks(Repository.Product));

    [Theory]
    [InlineData("DateTime.Now")]
    [InlineData("System.DateTime.UtcNow")]
    [InlineData("DateTimeOffset.UtcNow")]
    [InlineData("global::System.DateTimeOffset.Now")]
    [InlineData("DateTime.Today")]
    [InlineData("Guid.NewGuid()")]
    [InlineData("Task.Delay(1)")]
    [InlineData("Task.Run(() => { })")]
    [InlineData("Thread.Sleep(1)")]
    [InlineData("new Random()")]
    [InlineData("Random.Shared.Next()")]
    [InlineData("System.Random.Shared.Next()")]
    [InlineData("TimeProvider.System.GetUtcNow()")]
    [InlineData("Stopwatch.StartNew()")]
    [InlineData("Environment.MachineName")]
    [InlineData("RandomNumberGenerator.GetBytes(4)")]
    public void Orchestrations_ACallOfTheirOwn_IsSeen(string call)
    {
        string body = $"static class X {{ static object Run() => {call}; }}";
        string elsewhere =
            $"class X {{ object Run([OrchestrationTrigger] TaskOrchestrationContext c) => {call}; }}";

        Assert.NotEmpty(BannedCalls.FindInOrchestrations([new("src/Functions/Orchestrations/X.cs", body)]));
        Assert.NotEmpty(BannedCalls.FindInOrchestrations([new("src/LocalHost/X.cs", elsewhere)]));
    }

    [Theory]
    [InlineData("using static System.DateTime; static class X { static object Run() => UtcNow; }")]
    [InlineData("using Clock = System.DateTime; static class X { static object Run() => Clock.UtcNow; }")]
    [InlineData("static class X { static int Run() { Random chance = new(1); return chance.Next(); } }")]
    public void Orchestrations_ACallInDisguise_IsSeen(string text) =>
        Assert.NotEmpty(BannedCalls.FindInOrchestrations([new("src/Functions/Orchestrations/X.cs", text)]));

    [Theory]
    [InlineData("context.NewGuid()")]
    [InlineData("context.CurrentUtcDateTime")]
    [InlineData("context.CreateTimer(order.Timer, default)")]
    [InlineData("Task.WhenAll(reviews)")]
    [InlineData("\"DateTime.Now\"")]
    public void Orchestrations_WhatTheContextGives_IsLeftInPeace(string call) =>
        Assert.Empty(BannedCalls.FindInOrchestrations(
            [new("src/Functions/Orchestrations/X.cs", $"static class X {{ static object Run() => {call}; }}")]));

    [Theory]
    [InlineData("src/Domain/Risk/X.cs", "DateTimeOffset.UtcNow")]
    [InlineData("src/Domain/Risk/X.cs", "Stopwatch.GetTimestamp()")]
    [InlineData("src/Domain/Risk/X.cs", "Environment.TickCount64")]
    [InlineData("src/Functions/Activities/X.cs", "TimeProvider.System")]
    [InlineData("src/Functions/Triggers/X.cs", "SystemClock.Instance.GetCurrentInstant()")]
    public void DomainAndFunctions_AClockOfTheirOwn_IsSeen(string path, string call) =>
        Assert.NotEmpty(BannedCalls.FindAmbientClocks([new(path, $"class X {{ object Run() => {call}; }}")]));
}
