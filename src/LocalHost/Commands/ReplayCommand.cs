using System.CommandLine;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Spectre.Console;
using TradingBase.Functions.Orchestrations;
using TradingBase.LocalHost.Engine;
using TradingBase.LocalHost.Engine.Checking;
using TradingBase.LocalHost.Engine.Functions;
using TradingBase.LocalHost.Engine.Histories;
using TradingBase.LocalHost.Engine.Replaying;
using TradingBase.LocalHost.Storage;

namespace TradingBase.LocalHost.Commands;

/// <summary><c>replay</c>: whether the current code goes on where stored histories stand.</summary>
internal static class ReplayCommand
{
    internal static Command Make()
    {
        Option<string?> against = new("--against")
        {
            Description = "The store whose histories are replayed, or a copy; nothing is written into it.",
        };
        Option<bool> json = CommandOptions.Json();
        Command command = new(
            "replay", "Runs the current code over stored histories, without running activities.")
        {
            against, json,
        };
        command.SetAction((result, cancellationToken) => Errors.CatchAsync(() =>
        {
            string file = RunFiles.Find(result.GetValue(against), "--against", "store");
            using StoreReader store = OpenStore.ToRead(file, "--against");
            ReplayReport report = Run(store, cancellationToken);
            new Output(result.GetValue(json)).Write(report, Show);
            return Task.FromResult(report.Ok ? ExitCode.Done : ExitCode.Failed);
        }));
        return command;
    }

    // Orchestrations are static here and take their context alone, so they need no services.
    private static ReplayReport Run(StoreReader store, CancellationToken cancellationToken)
    {
        using ServiceProvider provider = new ServiceCollection().BuildServiceProvider();
        EngineOptions options = new();
        ReplayServices services = new(
            provider,
            FunctionIndex.Of(typeof(TradingCycle).Assembly),
            new PayloadConverter(options.DataConverter, options.MaxPayloadBytes),
            NullLoggerFactory.Instance,
            null,
            options.MaximumTimerInterval);
        return ReplayRun.Over(store, services, cancellationToken);
    }

    private static void Show(IAnsiConsole console, ReplayReport report)
    {
        foreach (ReplayFinding finding in report.Findings)
        {
            console.MarkupLineInterpolated($"[red]{Word(finding.Difference)}[/]  {finding.Message}");
        }

        string looked = string.Create(
            CultureInfo.InvariantCulture,
            $"{report.Events:N0} events of {report.Live:N0} live and {report.Ended:N0} ended instances");
        console.MarkupLineInterpolated(report.Ok
            ? (FormattableString)$"[green]The current code fits[/] {looked} in {report.Store}."
            : $"{report.Findings.Count} of them differ: {looked} in {report.Store}.");
    }

    private static string Word(ReplayDifference difference) => difference switch
    {
        ReplayDifference.Diverges => "diverges",
        ReplayDifference.FunctionGone => "function gone",
        ReplayDifference.EndsEarlier => "ends earlier",
        ReplayDifference.EndsLater => "ends later",
        ReplayDifference.EndsOtherwise => "ends otherwise",
        _ => "unreadable",
    };
}
