using System.CommandLine;
using System.Text.Json.Nodes;
using Spectre.Console;
using TradingBase.LocalHost.Commands.Instances;

namespace TradingBase.LocalHost.Commands.Desk;

/// <summary><c>reconcile</c>: compares every venue with the books on a running host.</summary>
internal static class ReconcileCommand
{
    private const string Route = "api/reconciliations";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    internal static Command Make()
    {
        HostOptions where = new();
        Option<bool> last = new("--last") { Description = "Shows the last run and starts none." };
        return where.Action(
            new("reconcile", "Compares every venue's account with the books, now.") { last },
            async (given, cancellationToken) =>
            {
                using HostLine host = where.Open(given);
                JsonObject found = given.GetValue(last)
                    ? await host.GetAsync(Route, cancellationToken)
                    : await RunAsync(host, cancellationToken);
                new Output(given.GetValue(where.Json)).Write(found, Show);
                string[] differ = [.. Venues(found).Where(venue => !Passed(venue)).Select(Say)];
                if (differ.Length > 0)
                {
                    throw new VenueDiffersException(string.Join(' ', differ));
                }
            });
    }

    // A run of the clock may be under way: the first that was begun after the question answers it.
    private static async Task<JsonObject> RunAsync(HostLine host, CancellationToken cancellationToken)
    {
        using CancellationTokenSource patience =
            CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            while ((bool?)(await host.PostAsync(Route, [], patience.Token))["started"] is not true)
            {
                await Task.Delay(Pause, TimeProvider.System, patience.Token);
            }

            while (true)
            {
                JsonObject now = await host.GetAsync(Route, patience.Token);
                if ((bool?)now["running"] is not true)
                {
                    return now;
                }

                await Task.Delay(Pause, TimeProvider.System, patience.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new HostRefusalException(
                $"The run did not end in {Patience.TotalMinutes:0} minutes; --last shows it later.", null);
        }
    }

    private static IEnumerable<JsonObject> Venues(JsonObject found) =>
        found["venues"]!.AsArray().Select(venue => venue!.AsObject());

    private static bool Passed(JsonObject venue) => (bool?)venue["last"]?["passed"] is true;

    private static string Say(JsonObject venue)
    {
        JsonNode? last = venue["last"];
        string state = last is null ? "was not compared yet."
            : Passed(venue) ? "agrees with the books."
            : (string?)last["reason"] ?? "did not pass.";
        return $"{(string?)venue["venue"]}: {state}";
    }

    private static void Show(IAnsiConsole console, JsonObject found)
    {
        foreach (JsonObject venue in Venues(found))
        {
            console.MarkupLineInterpolated($"{Say(venue)}");
            foreach (JsonNode? finding in venue["last"]?["findings"]?.AsArray() ?? [])
            {
                console.MarkupLineInterpolated(
                    $"  {(string?)finding!["kind"]}: {(string?)finding["reason"]}");
            }
        }
    }
}
