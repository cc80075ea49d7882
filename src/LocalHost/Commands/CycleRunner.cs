using System.Diagnostics;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Spectre.Console;
using TradingBase.Composition;
using TradingBase.Desk;
using TradingBase.Functions;
using TradingBase.Functions.Messages;
using TradingBase.Journal;
using TradingBase.Markets;

namespace TradingBase.LocalHost.Commands;

/// <summary>Runs one cycle from the command line to its end, or goes on with one that was killed.</summary>
internal static class CycleRunner
{
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(5);

    /// <summary>Runs the cycle and writes its document.</summary>
    /// <returns>The exit code.</returns>
    /// <exception cref="MarketDataException">
    /// A data file is wrong: found before anything is started.
    /// </exception>
    internal static async Task<int> RunAsync(
        RunFiles files, TradingBaseOptions options, CycleRequest request, Output output,
        CancellationToken cancellationToken)
    {
        Stopwatch watch = Stopwatch.StartNew();
        await using LocalDesk desk = await LocalDesk.OpenAsync(
            files, options, request.Markets, LogLevel.Warning, unattended: false, cancellationToken);
        CycleDocument? document = await FindAsync(desk, request.CycleId, cancellationToken);
        if (document is not null)
        {
            await Output.Notes.WriteLineAsync(
                "This cycle was finished before; its record is shown. "
                + "For a new account name other files or delete "
                + Path.GetDirectoryName(files.State));
        }
        else
        {
            document = await WaitAsync(desk, request, output, cancellationToken);
        }

        if (document is null)
        {
            return ExitCode.Failed;
        }

        if (document.Insights.Count == 0)
        {
            await Output.Notes.WriteLineAsync(
                $"Nothing was known of these markets at {UtcJsonConverter.Write(document.AsOf)}, so nothing "
                + "was decided.");
        }

        JournalHead head = await desk.Services.GetRequiredService<IJournal>().HeadAsync(cancellationToken);
        using Process self = Process.GetCurrentProcess();
        output.Write(
            document with
            {
                Journal = head,
                ElapsedMs = Math.Round(watch.Elapsed.TotalMilliseconds, 1),
                PeakMemoryMb = Math.Round(self.PeakWorkingSet64 / 1048576.0, 1),
            },
            CyclePrinter.Show);
        return ExitCode.Done;
    }

    private static Task<CycleDocument?> FindAsync(
        LocalDesk desk, string cycleId, CancellationToken cancellationToken) =>
        desk.Services.GetRequiredService<IRecordStore>()
            .FindAsync<CycleDocument>(CycleDocument.Kind, cycleId, cancellationToken);

    private static async Task<CycleDocument?> WaitAsync(
        LocalDesk desk, CycleRequest request, Output output, CancellationToken cancellationToken)
    {
        await desk.Client.StartAsync(request, cancellationToken);
        Task<OrchestrationMetadata> ending = desk.Client.WaitForInstanceCompletionAsync(
            request.CycleId, getInputsAndOutputs: true, cancellationToken);
        await ShowProgressAsync(ending, request, output);
        if (request.AsOf is null)
        {
            await TellOfWaitingAsync(ending);
        }

        OrchestrationMetadata ended = await ending;
        if (ended.RuntimeStatus is OrchestrationRuntimeStatus.Completed)
        {
            return await FindAsync(desk, request.CycleId, cancellationToken);
        }

        await Output.Notes.WriteLineAsync(
            $"Cycle {request.CycleId} {ended.RuntimeStatus.ToString().ToLowerInvariant()}: "
            + (ended.FailureDetails is { } failure ? Innermost(failure) : "no reason was given"));
        return null;
    }

    // A live order works until a bar of its market fills it: hours, over a weekend days.
    private static async Task TellOfWaitingAsync(Task ending)
    {
        if (await Task.WhenAny(ending, Task.Delay(Quiet)) != ending)
        {
            await Output.Notes.WriteLineAsync(
                "The cycle is not done: its orders work until their markets' next bars, which may take days. "
                + "Ctrl-C stops here and loses nothing; serve, or any cycle on the same files, goes on.");
        }
    }

    private static async Task ShowProgressAsync(Task ending, CycleRequest request, Output output)
    {
        if (output.AsJson || Console.IsOutputRedirected || request.AsOf is null)
        {
            return;
        }

        await output.Text.Status().StartAsync(
            $"{request.Markets.Count} markets are reviewed; killed and started again, the cycle goes on …",
            _ => Task.WhenAny(ending));
    }

    private static string Innermost(Microsoft.DurableTask.TaskFailureDetails failure) =>
        failure.InnerFailure is { } inner ? Innermost(inner) : failure.ErrorMessage;
}
