using System.CommandLine;
using Microsoft.Extensions.Logging;
using Spectre.Console;
using TradingBase.Composition;
using TradingBase.LocalHost.Pumps;

namespace TradingBase.LocalHost.Commands;

/// <summary><c>serve</c>: the whole suite, timers, queues and HTTP, until it is stopped.</summary>
internal static class ServeCommand
{
    internal static Command Make()
    {
        Option<string?> config = CommandOptions.Config();
        Option<string?> data = CommandOptions.Data();
        Option<int?> port =
            new("--port") { Description = "The loopback port; 7071 when left out, 0 for a free one." };
        Option<string?> store = CommandOptions.Store();
        Option<string?> state = CommandOptions.State();
        Option<bool> json = CommandOptions.Json();
        Command command = new("serve", "The whole suite: timers, queues and HTTP on loopback.")
        {
            config, data, port, store, state, json,
        };
        command.SetAction((result, cancellationToken) => Errors.CatchAsync(async () =>
        {
            TradingBaseOptions options = await CommandOptions.ReadAsync(
                result.GetValue(config), result.GetValue(data), cancellationToken);
            RunFiles files = RunFiles.Choose(result.GetValue(store), result.GetValue(state), "desk");
            return await ServeAsync(
                files, options, Within(result.GetValue(port)) ?? options.Http.Port,
                new(result.GetValue(json)),
                cancellationToken);
        }));
        return command;
    }

    private static int? Within(int? port) => port is null or (>= 0 and <= 65_535)
        ? port
        : throw new UsageException($"--port: 0 to 65,535 were expected, {port} was found.");

    private static async Task<int> ServeAsync(
        RunFiles files, TradingBaseOptions options, int port, Output output,
        CancellationToken cancellationToken)
    {
        await using LocalDesk desk = await LocalDesk.OpenAsync(
            files, options, Markets.Choose(options, []), LogLevel.Information, unattended: true,
            cancellationToken);
        PumpOptions pumps = new() { Settings = LocalDesk.HostJson(), Keys = desk.Keys, Port = port };
        await using PumpHost host = await PumpHost.StartAsync(
            desk.Services, desk.Functions, pumps, cancellationToken);
        output.Write(
            new
            {
                host.Address, files.Store, files.State, Keys = Path.Combine(files.KeyFolder, KeyFile.Name),
            },
            (console, running) =>
            {
                console.MarkupLineInterpolated($"listening  {running.Address}");
                console.MarkupLineInterpolated($"store      {running.Store}");
                console.MarkupLineInterpolated($"state      {running.State}");
                console.MarkupLineInterpolated(
                    $"keys       {running.Keys} (header x-functions-key: readKey to look, adminKey to act)");
                console.MarkupLine("Ctrl-C stops; killed and started again, everything goes on.");
            });
        await Console.Out.FlushAsync(cancellationToken);
        TaskCompletionSource stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using CancellationTokenRegistration stop = cancellationToken.Register(stopped.SetResult);
        await stopped.Task;
        return ExitCode.Done;
    }
}
