using System.Globalization;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace TradingBase.LocalHost.Bench.Crashes;

/// <summary>Five greetings, and then an event: who loses an acknowledged event never ends.</summary>
internal static class GreetUntilTold
{
    internal const string Event = "Told";

    [Function(nameof(GreetUntilTold))]
    public static async Task<int> RunAsync(
        [OrchestrationTrigger] TaskOrchestrationContext context, int number)
    {
        int sum = 0;
        for (int i = 0; i < BenchFunctions.ActivitiesOfASequence; i++)
        {
            sum += await context.CallActivityAsync<int>(nameof(Greet), new Greet.Call(number, i));
        }

        return sum + await context.WaitForExternalEvent<int>(Event);
    }

    /// <summary>What an instance ends with.</summary>
    internal static int Result(int number) => (BenchFunctions.ActivitiesOfASequence * number) + 1;
}

/// <summary>Records its begin and its end.</summary>
/// <param name="record">Survives the process.</param>
internal sealed class Greet(CrashRecord record)
{
    [Function(nameof(Greet))]
    public int Run([ActivityTrigger] Call call)
    {
        string which = string.Create(CultureInfo.InvariantCulture, $"{call.Number} {call.Index}");
        record.Write(CrashRecord.Began, which);
        record.Write(CrashRecord.Ended, which);
        return call.Number;
    }

    /// <summary>Which greeting of which instance.</summary>
    internal sealed record Call(int Number, int Index);
}
