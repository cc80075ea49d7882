using System.Globalization;
using Spectre.Console;
using TradingBase.LocalHost.Bench;
using TradingBase.LocalHost.Bench.Crashes;

namespace TradingBase.LocalHost.Commands;

/// <summary>What <c>bench</c> has measured, for people.</summary>
internal static class BenchText
{
    internal static void Show(IAnsiConsole console, BenchDocument measured)
    {
        if (measured.Engine is { } engine)
        {
            ShowEngine(console, engine, measured.Machine);
        }

        if (measured.Route is { } route)
        {
            ShowRoute(console, route);
        }

        foreach (GateBenchResult gate in measured.Gate ?? [])
        {
            console.MarkupLine(
                $"[bold]risk gate[/], {gate.Rules} rules ({gate.Which}), one core   "
                + $"{Number(gate.OrdersPerSecond)} orders/s, {Number(gate.BytesPerOrder)} bytes each");
        }
    }

    private static void ShowRoute(IAnsiConsole console, RouteBenchResult route)
    {
        console.MarkupLine(
            $"[bold]router[/], {route.Endpoints} endpoints, one core   "
            + $"choose {Number(route.Choose.MedianNs)} ns (p99.9 {Number(route.Choose.P999Ns)} ns), "
            + $"with reservation {Number(route.Reserve.MedianNs)} ns (p99.9 "
            + $"{Number(route.Reserve.P999Ns)} ns), {Number(route.BytesPerDecision)} bytes each");
    }

    private static void ShowEngine(IAnsiConsole console, EngineBenchResult engine, BenchMachine machine)
    {
        console.MarkupLine(
            $"[bold]durable engine[/], synchronous={engine.Synchronous}, {machine.Cores} cores, "
            + $"fsync p50 {Number(machine.FsyncP50Ms)} ms, .NET {machine.Runtime}");
        foreach (SequenceRate rate in engine.Sequence ?? [])
        {
            console.MarkupLine(
                $"{rate.Instances,7} instances of 5 activities at once   "
                + $"{Number(rate.InstancesPerSecond)} instances/s, {Number(rate.StepsPerSecond)} steps/s");
        }

        if (engine.CpuMsPerInstance is { } cpu)
        {
            console.MarkupLine(
                $"each of 1,000: {Number(cpu)} ms of processor, {Number(engine.FsyncsPerInstance)} fsyncs, "
                + $"{Number(engine.BytesWrittenPerInstance)} bytes written, "
                + $"{Number(engine.BytesPerInstance)} bytes of store");
        }

        if (engine.Alone is { } alone)
        {
            console.MarkupLine(
                $"one instance alone   p50 {Number(alone.P50Ms)} ms, p99 {Number(alone.P99Ms)} ms, "
                + $"{Number(alone.Fsyncs)} fsyncs");
        }

        foreach (FanOutTime time in engine.FanOut ?? [])
        {
            console.MarkupLine(
                $"{time.Activities,7} activities of one instance at once   {Number(time.Seconds)} s, "
                + $"{Number(time.ActivitiesPerSecond)} activities/s"
                + (time.HeapBytesPerActivity is { } heap ? $", {Number(heap)} bytes of heap each" : ""));
        }

        ShowOthers(console, engine);
    }

    private static void ShowOthers(IAnsiConsole console, EngineBenchResult engine)
    {
        if (engine.SequentialActivitiesPerSecond is { } sequential)
        {
            console.MarkupLine($"activities one after the other   {Number(sequential)}/s");
        }

        if (engine.PurgePerSecond is { } purged)
        {
            console.MarkupLine(
                $"purge   {Number(purged)} instances/s, others wait "
                + $"{Number(engine.PurgeLongestPauseMs)} ms at the longest");
        }

        if (engine.SlowDisk is { } slow)
        {
            console.MarkupLine(
                $"with every fsync slowed to 1 ms   {Number(slow.InstancesPerSecond)} instances/s "
                + $"({Number(slow.PercentOfOwnRate)} % of its own), alone p50 {Number(slow.AloneP50Ms)} ms");
        }

        if (engine.StrictCheckPercent is { } strict)
        {
            console.MarkupLine(
                $"strict check   {Number(strict)} % of the processor time where every step replays");
        }

        if (engine.Crash is { } crash)
        {
            console.MarkupLine(
                $"{crash.Kills} kills with 200 instances outstanding (seed {crash.Seed})   "
                + $"{crash.Sound} sound, {crash.FewestCompleted} completed, {crash.Lost} lost, "
                + $"at most {crash.MostDuplicates} of {crash.MostInFlight} in flight done twice");
            console.MarkupLine(
                $"after the restart   first progress {Number(crash.FirstProgressMs)} ms, "
                + $"all done {Number(crash.AllDoneMs)} ms");
            foreach (CrashPoint point in crash.Unsound)
            {
                console.MarkupLine($"[red]not sound[/]: {Markup.Escape(point.ToString())}");
            }
        }

        if (engine.RawSqlite is { } raw)
        {
            console.MarkupLine(
                $"SQLite itself   {Number(raw.CommitsPerSecond)} commits/s of one event, "
                + $"{Number(raw.EventsPerSecond)} events/s by hundreds");
        }
    }

    private static string Number(double? value) =>
        value?.ToString(value >= 100 ? "N0" : "0.###", CultureInfo.InvariantCulture) ?? "-";
}

/// <summary>The document of <c>bench --json</c>.</summary>
/// <param name="Engine">The durable engine; null when it was not asked for.</param>
/// <param name="Gate">Risk gates of more and of fewer rules; null when it was not asked for.</param>
/// <param name="Route">The router's decision; null when it was not asked for.</param>
/// <param name="Machine">Where it was measured.</param>
internal sealed record BenchDocument(
    EngineBenchResult? Engine, IReadOnlyList<GateBenchResult>? Gate, RouteBenchResult? Route,
    BenchMachine Machine);
