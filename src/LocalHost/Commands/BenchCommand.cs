using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using TradingBase.Composition;
using TradingBase.LocalHost.Bench;
using TradingBase.Risk;

namespace TradingBase.LocalHost.Commands;

/// <summary><c>bench</c>: what this machine does, measured; medians of several runs.</summary>
internal static class BenchCommand
{
    private const string Gate = "gate", Route = "route";

    private static readonly string[] Parts = [.. EngineBench.Parts, Gate, Route];

    internal static Command Make()
    {
        Option<string?> folder = new("--folder")
        {
            Description = "On which disk the stores are made; the temporary folder when left out.",
        };
        Option<string?> only = new("--only")
        {
            Description = $"One part: {string.Join(", ", Parts)}; all when left out.",
        };
        only.AcceptOnlyFromAmong([.. Parts]);
        Option<int> kills = new("--kills")
        {
            Description = "How often the part 'crash' kills a process.",
            DefaultValueFactory = _ => 10,
        };
        kills.Validators.Add(result =>
        {
            if (result.GetValue(kills) < 1)
            {
                result.AddError("--kills: at least 1 was expected.");
            }
        });
        Option<int?> seed = new("--seed")
        {
            Description = "Which points 'crash' kills at; others each time when left out.",
        };
        Option<bool> json = CommandOptions.Json();
        Command command = new("bench", "Measures the engine, the risk gate and the router on this machine.")
        {
            folder, only, kills, seed, json,
        };
        command.SetAction((result, cancellationToken) => Errors.CatchAsync(async () =>
        {
            string place = Path.Combine(
                Path.GetFullPath(result.GetValue(folder) ?? Path.GetTempPath()),
                $"tradingbase-bench-{Guid.NewGuid():N}");
            Directory.CreateDirectory(place);
            try
            {
                string? part = result.GetValue(only);
                var bench = new EngineBench(
                    place,
                    part,
                    (result.GetValue(kills), result.GetValue(seed) ?? Random.Shared.Next(1_000_000)),
                    step => Output.Notes.WriteLine($"measuring: {step}"));
                EngineBenchResult? engine = part is Gate or Route
                    ? null
                    : await bench.RunAsync(cancellationToken);
                IReadOnlyList<GateBenchResult>? gate = part is null or Gate ? MeasureGate() : null;
                RouteBenchResult? route = part is null or Route ? MeasureRoute() : null;
                new Output(result.GetValue(json)).Write(
                    new BenchDocument(engine, gate, route, bench.Machine()), BenchText.Show);
                return ExitCode.Done;
            }
            finally
            {
                Directory.Delete(place, recursive: true);
            }
        }));
        return command;
    }

    private static RouteBenchResult MeasureRoute()
    {
        Output.Notes.WriteLine("measuring: the router's decision");
        return RouteBench.Run();
    }

    private static IReadOnlyList<GateBenchResult> MeasureGate()
    {
        Output.Notes.WriteLine("measuring: the risk gate");
        TradingBaseOptions options = new();
        using ServiceProvider services = new ServiceCollection()
            .AddTradingBase(options, new("bench", new byte[32]))
            .BuildServiceProvider();
        return new GateBench(services.GetServices<IRiskRule>(), new(options.Risk)).Run();
    }
}
