using System.CommandLine;
using System.Globalization;
using Spectre.Console;
using TradingBase.LocalHost.Bench;

namespace TradingBase.LocalHost.Commands;

/// <summary><c>bench</c>: what this machine does, measured; medians of several runs.</summary>
internal static class BenchCommand
{
    internal static Command Make()
    {
        Option<string?> folder = new("--folder")
        {
            Description = "On which disk the stores are made; the temporary folder when left out.",
        };
        Option<bool> json = CommandOptions.Json();
        Command command = new("bench", "Measures the durable engine on this machine.") { folder, json };
        command.SetAction((result, cancellationToken) => Errors.CatchAsync(async () =>
        {
            string place = Path.Combine(
                Path.GetFullPath(result.GetValue(folder) ?? Path.GetTempPath()),
                $"tradingbase-bench-{Guid.NewGuid():N}");
            Directory.CreateDirectory(place);
            try
            {
                EngineBenchResult engine = await new EngineBench(place).RunAsync(
                    step => Output.Notes.WriteLine($"measuring: {step}"), cancellationToken);
                new Output(result.GetValue(json)).Write(new BenchDocument(engine), Show);
                return ExitCode.Done;
            }
            finally
            {
                Directory.Delete(place, recursive: true);
            }
        }));
        return command;
    }

    private static void Show(IAnsiConsole console, BenchDocument measured)
    {
        EngineBenchResult engine = measured.Engine;
        console.MarkupLine($"[bold]durable engine[/], synchronous={engine.Synchronous}");
        foreach (SequenceRate rate in engine.Sequence)
        {
            console.MarkupLine(
                $"{rate.Instances,6} instances of 5 activities at once   "
                + $"{Number(rate.InstancesPerSecond)} instances/s, {Number(rate.StepsPerSecond)} steps/s");
        }

        console.MarkupLine(
            $"one instance alone   p50 {Number(engine.Alone.P50Ms)} ms, p99 {Number(engine.Alone.P99Ms)} ms");
        foreach (FanOutTime time in engine.FanOut)
        {
            console.MarkupLine(
                $"{time.Activities,6} activities of one instance at once   {Number(time.Seconds)} s, "
                + $"{Number(time.Activities / time.Seconds)} activities/s");
        }

        console.MarkupLine($"{Number(engine.BytesPerInstance)} bytes of store per finished instance");
    }

    private static string Number(double value) =>
        value.ToString(value >= 100 ? "N0" : "0.##", CultureInfo.InvariantCulture);

    private sealed record BenchDocument(EngineBenchResult Engine);
}
