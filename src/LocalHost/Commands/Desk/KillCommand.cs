using System.CommandLine;
using System.Text.Json.Nodes;
using TradingBase.LocalHost.Commands.Instances;

namespace TradingBase.LocalHost.Commands.Desk;

/// <summary><c>kill</c> and <c>kill show</c>.</summary>
internal static class KillCommand
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    internal static Command Make()
    {
        HostOptions where = new();
        PersonOptions person = new();
        Option<bool> keep = new("--keep-positions")
        {
            Description = "Takes the orders back and closes nothing.",
        };
        Option<bool> wait = new("--wait") { Description = "Follows the kill until it has ended." };
        Option<string?> config = CommandOptions.Config();
        Command kill = where.Action(
            new("kill", "Halts the desk, takes every order back at every venue, and closes every position. "
                + "With --config (and --state) also when no host answers: then nothing is closed.")
            {
                person.By, person.Why, keep, wait, config,
            },
            async (given, cancellationToken) =>
            {
                (string by, string why) = person.Read(given);
                string id = Guid.CreateVersion7().ToString("N");
                JsonObject body = new()
                {
                    ["by"] = by, ["why"] = why, ["flatten"] = !given.GetValue(keep), ["requestId"] = id,
                };
                JsonObject answer = await AskAsync(
                    where, given, given.GetValue(config), body, cancellationToken);
                if (given.GetValue(wait) && answer["orchestration"]?["done"] is not null)
                {
                    using HostLine host = where.Open(given);
                    answer["report"] = await FollowAsync(host, id, cancellationToken);
                }

                Write(new(given.GetValue(where.Json)), answer);
            });
        kill.Add(Show(where));
        return kill;
    }

    private static Command Show(HostOptions where)
    {
        Argument<string> id = new("id") { Description = "The kill's id." };
        Option<bool> wait = new("--wait") { Description = "Follows the kill until it has ended." };
        return HostOptions.Below(
            new("show", "What a kill has done.") { id, wait },
            async (given, cancellationToken) =>
            {
                string named = given.GetValue(id)!;
                using HostLine host = where.Open(given);
                JsonObject report = given.GetValue(wait)
                    ? await FollowAsync(host, named, cancellationToken)
                    : await host.GetAsync(Place(named), cancellationToken);
                Write(
                    new(given.GetValue(where.Json)), new() { ["killId"] = named, ["report"] = report });
            });
    }

    // A host that does not answer whole may be stuck: what is asked for twice does no harm, and what is not
    // asked for at all does.
    private static async Task<JsonObject> AskAsync(
        HostOptions where, ParseResult given, string? config, JsonObject body,
        CancellationToken cancellationToken)
    {
        try
        {
            using HostLine host = where.Open(given, needsKey: config is null);
            return await host.PostAsync("api/kill", body, cancellationToken);
        }
        catch (TradingBaseException silent) when (config is not null && IsSilence(silent))
        {
            await Output.Notes.WriteLineAsync(silent.Message);
            return await OfflineKill.RunAsync(
                given.GetValue(where.State), config, body, cancellationToken);
        }
    }

    private static bool IsSilence(TradingBaseException failure) =>
        failure is HostAwayException or HostRefusalException { InnerException: not null };

    private static async Task<JsonObject> FollowAsync(
        HostLine host, string id, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (await host.FindAsync(Place(id), cancellationToken) is { } report
                && (bool?)report["ended"] is true)
            {
                return report;
            }

            await Task.Delay(Pause, TimeProvider.System, cancellationToken);
        }
    }

    private static void Write(Output output, JsonObject answer)
    {
        output.Write(answer, KillPrinter.Show);
        string[] left = [.. KillPrinter.FindTroubles(answer)];
        if (left.Length > 0)
        {
            throw new KillIncompleteException(string.Join(' ', left));
        }
    }

    private static string Place(string id) => $"api/kill/{Uri.EscapeDataString(id)}";
}
