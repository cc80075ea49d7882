using System.Collections.Concurrent;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using TradingBase.Desk;
using TradingBase.Execution;
using TradingBase.Functions.Activities;
using TradingBase.Functions.Messages;

namespace TradingBase.LocalHost.Tests.Orders;

/// <summary>The order path's activities, of which one fails for good until it is mended.</summary>
internal sealed class BrokenStep(IServiceProvider services)
{
    private readonly ConcurrentQueue<string> _failed = new();

    /// <summary>Name of the activity that fails, or null.</summary>
    internal string? Name { get; set; }

    /// <summary>Whether it does its work before it fails.</summary>
    internal bool After { get; set; }

    /// <summary>What failed.</summary>
    internal IReadOnlyCollection<string> Failed => _failed;

    /// <summary>Functions, with the order path's activities replaced by those that can break.</summary>
    internal static Type[] In(IEnumerable<Type> functions)
    {
        Type[] breakable = typeof(BrokenStep).GetNestedTypes();
        HashSet<string> replaced = [.. breakable.Select(type => type.Name["Broken".Length..])];
        return [.. functions.Where(type => !replaced.Contains(type.Name)), .. breakable];
    }

    private async Task<TOutput> RunAsync<TActivity, TOutput>(Func<TActivity, Task<TOutput>> work)
    {
        TActivity real = ActivatorUtilities.CreateInstance<TActivity>(services);
        bool breaks = Name == typeof(TActivity).Name;
        if (!breaks || After)
        {
            TOutput output = await work(real);
            if (!breaks)
            {
                return output;
            }
        }

        _failed.Enqueue(typeof(TActivity).Name);
        throw new InvalidOperationException($"{typeof(TActivity).Name} is broken.");
    }

    public sealed class BrokenPlanOrder(BrokenStep step)
    {
        [Function(nameof(PlanOrder))]
        public Task<OrderCare> RunAsync([ActivityTrigger] OrderTicket input, CancellationToken stop) =>
            step.RunAsync<PlanOrder, OrderCare>(real => real.RunAsync(input, stop));
    }

    public sealed class BrokenPlaceOrder(BrokenStep step)
    {
        [Function(nameof(PlaceOrder))]
        public Task<SealedReport> RunAsync([ActivityTrigger] OrderTicket input, CancellationToken stop) =>
            step.RunAsync<PlaceOrder, SealedReport>(real => real.RunAsync(input, stop));
    }

    public sealed class BrokenSettleOrder(BrokenStep step)
    {
        [Function(nameof(SettleOrder))]
        public Task<Settled> RunAsync([ActivityTrigger] Settlement input, CancellationToken stop) =>
            step.RunAsync<SettleOrder, Settled>(real => real.RunAsync(input, stop));
    }

    public sealed class BrokenStartSlices(BrokenStep step)
    {
        [Function(nameof(StartSlices))]
        public Task<SliceCourse> RunAsync([ActivityTrigger] OrderTicket input, CancellationToken stop) =>
            step.RunAsync<StartSlices, SliceCourse>(real => real.RunAsync(input, stop));
    }

    public sealed class BrokenCutSlice(BrokenStep step)
    {
        [Function(nameof(CutSlice))]
        public Task<SliceCut> RunAsync([ActivityTrigger] SliceTurn input, CancellationToken stop) =>
            step.RunAsync<CutSlice, SliceCut>(real => real.RunAsync(input, stop));
    }

    public sealed class BrokenAssessSlice(BrokenStep step)
    {
        [Function(nameof(AssessSlice))]
        public Task<BatchVerdict> RunAsync([ActivityTrigger] SliceRequest input, CancellationToken stop) =>
            step.RunAsync<AssessSlice, BatchVerdict>(real => real.RunAsync(input, stop));
    }

    public sealed class BrokenEndSlices(BrokenStep step)
    {
        [Function(nameof(EndSlices))]
        public Task<OrderReport> RunAsync([ActivityTrigger] OrderTicket input, CancellationToken stop) =>
            step.RunAsync<EndSlices, OrderReport>(real => real.RunAsync(input, stop));
    }
}
