using TradingBase.Testing;

namespace TradingBase.Adapters.Tests.Brokers;

/// <summary>Runs tasks that wait for a manual clock.</summary>
internal static class ClockRun
{
    /// <summary>Moves the clock until the task is done.</summary>
    /// <remarks>
    /// Without a test framework's context the task goes on where the clock is moved, so that nothing races.
    /// </remarks>
    internal static TResult Of<TResult>(ManualClock clock, Func<Task<TResult>> what)
    {
        SynchronizationContext? before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            Task<TResult> task = what();
            for (int i = 0; i < 100_000 && !task.IsCompleted; i++)
            {
                clock.Advance(TimeSpan.FromMilliseconds(100));
            }

            return task.IsCompleted
                ? task.GetAwaiter().GetResult()
                : throw new TimeoutException("It waits for more than the clock.");
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }
}
