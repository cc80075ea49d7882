using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using TradingBase.Desk;

namespace TradingBase.LocalHost.Commands.Desk;

/// <summary><c>limits</c> and <c>limits accept</c>.</summary>
internal static class LimitCommands
{
    internal static Command Make()
    {
        HostOptions where = new();
        Option<string?> config = CommandOptions.Config();
        config.Recursive = true;
        Command limits = where.Action(
            new("limits", "What bounds the desk, and which loosening waits for a person.") { config },
            async (given, cancellationToken) =>
            {
                JsonObject document = await where.AskAsync(
                    given,
                    host => host.GetAsync("api/limits", cancellationToken),
                    file => PeekAsync(file, given.GetValue(config), cancellationToken));
                new Output(given.GetValue(where.Json)).Write(document, LimitPrinter.Show);
            });
        limits.Add(Accept(where, config));
        return limits;
    }

    private static Command Accept(HostOptions where, Option<string?> config)
    {
        PersonOptions person = new();
        return HostOptions.Below(
            new("accept", "Puts the configured limits in force, looser ones too.") { person.By, person.Why },
            async (given, cancellationToken) =>
            {
                (string by, string why) = person.Read(given);
                JsonObject document = await where.AskAsync(
                    given,
                    host => host.PostAsync(
                        "api/limits/acceptance", new() { ["by"] = by, ["why"] = why }, cancellationToken),
                    file => AcceptAsync(file, given.GetValue(config), by, why, cancellationToken));
                new Output(given.GetValue(where.Json)).Write(document, LimitPrinter.Show);
            });
    }

    // Looking changes nothing: the configuration in hand need not be the one that the desk runs.
    private static async Task<JsonObject> PeekAsync(
        string file, string? config, CancellationToken cancellationToken)
    {
        await using OfflineHouse house = await OfflineHouse.OpenAsync(file, config, cancellationToken);
        return Write(await house.Get<LimitBook>().PeekAsync(
            house.Get<DeskFacts>().Running, cancellationToken));
    }

    private static async Task<JsonObject> AcceptAsync(
        string file, string? config, string by, string why, CancellationToken cancellationToken)
    {
        await using OfflineHouse house = await OfflineHouse.OpenAsync(file, config, cancellationToken);
        return Write(await house.Get<LimitBook>().AcceptAsync(
            house.Get<DeskFacts>().Running, by, why, TimeProvider.System.GetUtcNow(), cancellationToken));
    }

    private static JsonObject Write(LimitStatus status)
    {
        JsonObject document = JsonSerializer.SerializeToNode(status, Canonical.Options)!.AsObject();
        document["offline"] = true;
        return document;
    }
}
