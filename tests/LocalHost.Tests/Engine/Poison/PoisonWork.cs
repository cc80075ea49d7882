using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.Extensions.DependencyInjection;
using TradingBase.LocalHost.Engine;
using TradingBase.LocalHost.Engine.Tables;

namespace TradingBase.LocalHost.Tests.Engine.Poison;

public sealed class PoisonWorkInMemory() : PoisonWork(replayAlways: false);

public sealed class PoisonWorkReplayAlways() : PoisonWork(replayAlways: true);

/// <summary>What is begun again after crashes, how often, and beside whom.</summary>
public abstract class PoisonWork(bool replayAlways) : EngineContract(replayAlways)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Activity_InFlightAtFiveCrashes_FailsForGoodAndItsMarkStaysUntilThePurge()
    {
        await using EngineRig rig = await StartAsync(new Doors());
        await rig.Client.ScheduleNewOrchestrationInstanceAsync(
            "Retries", 0, new StartOrchestrationOptions("a"));
        for (int crash = 0; crash < 5; crash++)
        {
            await BegunAsync(rig);
            await rig.CrashAndRestartAsync();
        }

        string?[] failure = (await rig.EndAsync("a")).ReadOutputAs<string?[]>()!;

        Assert.Equal(typeof(PoisonWorkException).FullName, failure[0]);
        Assert.Contains("'Work' (#0) of instance 'a' was begun 5 times", failure[1]);
        Assert.Equal(5, rig.Seen.Count("0"));
        Assert.Equal(1, rig.Engine.Counters.PoisonWork);
        Assert.Equal(5, Assert.Single(rig.Store.Read(Attempts.Read)).Begun);
        await rig.Client.PurgeInstanceAsync("a");
        Assert.Empty(rig.Store.Read(Attempts.Read));
    }

    [Fact]
    public async Task Neighbours_OfAnActivityThatKills_AreTriedAloneAndGetDone()
    {
        Doors doors = new();
        await using EngineRig rig = await StartAsync(doors);
        await rig.Client.ScheduleNewOrchestrationInstanceAsync("Fan", new StartOrchestrationOptions("a"));
        for (int crash = 0; crash < 2; crash++)
        {
            await BegunAsync(rig, 4);
            await rig.CrashAndRestartAsync();
        }

        // The third attempts: the first blocks alone, for which its neighbours wait.
        await BegunAsync(rig);
        Assert.Equal([3, 2, 2, 2], Begun(rig));
        doors.Open([0, 1, 3]);
        await BegunAsync(rig, 2);
        Assert.Equal([3, 3, 3, 2], Begun(rig));

        // The fourth of the culprit: its last neighbour comes before it.
        await rig.CrashAndRestartAsync();
        await BegunAsync(rig, 2);
        await rig.CrashAndRestartAsync();
        await BegunAsync(rig);
        await rig.CrashAndRestartAsync();

        int[] done = (await rig.EndAsync("a")).ReadOutputAs<int[]>()!;
        Assert.Equal([0, 1, -1, 3], done);
        Assert.Equal([3, 3, 5, 3], Begun(rig));
    }

    [Fact]
    public async Task StopInGoodOrder_CountsNoAttempt()
    {
        Doors doors = new();
        await using EngineRig rig = await StartAsync(doors);
        await rig.Client.ScheduleNewOrchestrationInstanceAsync(
            "Retries", 0, new StartOrchestrationOptions("a"));
        await BegunAsync(rig);
        await rig.CrashAndRestartAsync();
        for (int stop = 0; stop < 6; stop++)
        {
            await BegunAsync(rig);
            await rig.RestartAsync();
        }

        await BegunAsync(rig);
        doors.Open([0]);

        Assert.Equal("done", (await rig.EndAsync("a")).ReadOutputAs<string?[]>()![0]);
        Assert.Equal(0, rig.Engine.Counters.PoisonWork);
        Assert.Empty(rig.Store.Read(Attempts.Read));
    }

    [Fact]
    public async Task MaxAttempts_OfOne_BeginsNothingTwice()
    {
        await using EngineRig rig = await StartAsync(new Doors(), Options with { MaxAttempts = 1 });
        await rig.Client.ScheduleNewOrchestrationInstanceAsync(
            "Retries", 0, new StartOrchestrationOptions("a"));
        await BegunAsync(rig);

        await rig.CrashAndRestartAsync();

        string?[] failure = (await rig.EndAsync("a")).ReadOutputAs<string?[]>()!;
        Assert.Equal(typeof(PoisonWorkException).FullName, failure[0]);
        Assert.Equal(1, rig.Seen.Count("0"));
    }

    [Fact]
    public async Task Activity_AttemptAndKey_AreToldToIt()
    {
        Doors doors = new();
        await using EngineRig rig = await StartAsync(doors);
        await rig.Client.ScheduleNewOrchestrationInstanceAsync(
            "Retries", 0, new StartOrchestrationOptions("a"));
        await BegunAsync(rig);
        await rig.CrashAndRestartAsync();
        await BegunAsync(rig);
        doors.Open([0]);
        await rig.EndAsync("a");

        Assert.Equal(1, rig.Seen.Count("attempt 0 of 4, key a/1/0/0"));
        Assert.Equal(1, rig.Seen.Count("attempt 1 of 4, key a/1/0/0"));
    }

    [Fact]
    public async Task Crashes_OneAfterTheOther_TakeStepsOneAtATimeUntilAllIsCalm()
    {
        Doors doors = new();
        await using EngineRig rig = await StartAsync(doors);
        await rig.Client.ScheduleNewOrchestrationInstanceAsync("Fan", new StartOrchestrationOptions("a"));
        await BegunAsync(rig, 4);
        await rig.CrashAndRestartAsync();
        await BegunAsync(rig, 4);
        Assert.Equal(0, rig.Engine.Counters.RepeatedSteps);

        await rig.CrashAndRestartAsync();
        await BegunAsync(rig);
        Assert.Equal(2, rig.Store.Read(Life.Read).Crashes);
        doors.Open([0, 1, 2, 3]);
        await rig.EndAsync("a");
        await rig.SettleAsync();

        Assert.InRange(rig.Engine.Counters.RepeatedSteps, 1, 4);
        Assert.Equal(new Life(true, 0), rig.Store.Read(Life.Read));
        Assert.Empty(rig.Store.Read(Attempts.Read));
    }

    [Fact]
    public async Task RecoveredInstance_ThatNeverRests_DoesNotKeepTheStoreInSuspense()
    {
        await using EngineRig rig = await StartAsync(new Doors());
        await rig.Client.ScheduleNewOrchestrationInstanceAsync("Spin", new StartOrchestrationOptions("a"));
        await EngineRig.SettleUntilAsync(() => rig.Engine.Counters.Steps > 3);
        await rig.CrashAndRestartAsync();
        await rig.CrashAndRestartAsync();

        await EngineRig.SettleUntilAsync(() => rig.Store.Read(Life.Read).Crashes == 0);

        long steps = rig.Engine.Counters.Steps;
        await EngineRig.SettleUntilAsync(() => rig.Engine.Counters.Steps > steps + 10);
        await rig.Client.TerminateInstanceAsync("a");
    }

    private static int[] Begun(EngineRig rig) =>
        [.. Enumerable.Range(0, 4).Select(number => rig.Seen.Count($"{number}"))];

    private static async Task BegunAsync(EngineRig rig, int count = 1)
    {
        for (int i = 0; i < count; i++)
        {
            Assert.True(await rig.Get<Doors>().Begun.WaitAsync(Patience), "Nothing was begun.");
        }
    }

    private Task<EngineRig> StartAsync(Doors doors, EngineOptions? options = null) => EngineRig.StartAsync(
        options ?? Options, [typeof(Functions)], configure: services => services.AddSingleton(doors));

    /// <summary>Lets activities through that otherwise never end.</summary>
    private sealed class Doors
    {
        private readonly TaskCompletionSource[] _doors =
            [.. Enumerable.Range(0, 4).Select(_ => new TaskCompletionSource())];

        internal SemaphoreSlim Begun { get; } = new(0);

        internal void Open(int[] numbers) => Array.ForEach(numbers, number => _doors[number].TrySetResult());

        internal Task Through(int number, CancellationToken cancellationToken) =>
            _doors[number].Task.WaitAsync(cancellationToken);
    }

    private static class Functions
    {
        [Function("Work")]
        public static async Task<int> Work(
            [ActivityTrigger] int number, FunctionContext context, CancellationToken cancellationToken)
        {
            Recorder seen = context.InstanceServices.GetRequiredService<Recorder>();
            seen.Add($"{number}");
            seen.Add($"attempt {context.RetryContext.RetryCount} of {context.RetryContext.MaxRetryCount}, "
                + $"key {context.BindingContext.BindingData["idempotencyKey"]}");
            Doors doors = context.InstanceServices.GetRequiredService<Doors>();
            doors.Begun.Release();
            await doors.Through(number, cancellationToken);
            return number;
        }

        [Function("Spin")]
        public static void Spin([OrchestrationTrigger] TaskOrchestrationContext context) =>
            context.ContinueAsNew();

        [Function("Retries")]
        public static async Task<string?[]> Retries(
            [OrchestrationTrigger] TaskOrchestrationContext context, int number)
        {
            try
            {
                TaskOptions often = new(new TaskRetryOptions(new RetryPolicy(9, TimeSpan.FromSeconds(1))));
                await context.CallActivityAsync<int>("Work", number, often);
                return ["done", null];
            }
            catch (TaskFailedException failed)
            {
                return [failed.FailureDetails.ErrorType, failed.FailureDetails.ErrorMessage];
            }
        }

        [Function("Fan")]
        public static Task<int[]> Fan([OrchestrationTrigger] TaskOrchestrationContext context) =>
            Task.WhenAll(Enumerable.Range(0, 4).Select(number => TryAsync(context, number)));

        private static async Task<int> TryAsync(TaskOrchestrationContext context, int number)
        {
            try
            {
                return await context.CallActivityAsync<int>("Work", number);
            }
            catch (TaskFailedException)
            {
                return -1;
            }
        }
    }
}
