using System.Diagnostics;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.Extensions.DependencyInjection;

namespace TradingBase.LocalHost.Tests.Engine.Poison;

/// <summary>Functions that end their process, and others beside them.</summary>
internal static class Deadly
{
    [Function(nameof(KillingActivity))]
    public static string KillingActivity([ActivityTrigger] string input, FunctionContext context)
    {
        context.InstanceServices.GetRequiredService<Diary>().Add("culprit");
        using Process self = Process.GetCurrentProcess();
        self.Kill();
        return input;
    }

    [Function(nameof(CallsKillingActivity))]
    public static async Task<string> CallsKillingActivity(
        [OrchestrationTrigger] TaskOrchestrationContext context)
    {
        try
        {
            TaskOptions often = new(new TaskRetryOptions(new RetryPolicy(100, TimeSpan.FromMilliseconds(1))));
            return await context.CallActivityAsync<string>(nameof(KillingActivity), "x", often);
        }
        catch (TaskFailedException failed)
        {
            return failed.FailureDetails.ErrorType;
        }
    }

    [Function(nameof(KillsInStep))]
    public static async Task<string> KillsInStep(
        [OrchestrationTrigger] TaskOrchestrationContext context, FunctionContext function)
    {
        string said = await context.CallActivityAsync<string>(nameof(Say), "culprit");
        if (!context.IsReplaying)
        {
            function.InstanceServices.GetRequiredService<Diary>().Add("step");
            Environment.FailFast("This process ends here, as the test wants it.");
        }

        return said;
    }

    [Function(nameof(Neighbour))]
    public static async Task<int> Neighbour([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        int said = 0;
        for (int i = 0; i < 4; i++)
        {
            said += (await context.CallActivityAsync<string>(nameof(Say), context.InstanceId)).Length;
        }

        return said;
    }

    [Function(nameof(Say))]
    public static async Task<string> Say(
        [ActivityTrigger] string what, FunctionContext context, CancellationToken cancellationToken)
    {
        context.InstanceServices.GetRequiredService<Diary>().Add(what);
        await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, cancellationToken);
        return what;
    }
}
