using System.Text.Json;
using System.Text.Json.Nodes;
using TradingBase.Desk;
using TradingBase.Risk;

namespace TradingBase.LocalHost.Commands.Desk;

/// <summary>Kills without a host: halts the state, and tells every configured venue to take all orders
/// back.</summary>
/// <remarks>Nothing is closed: exits pass the gate and need somebody who looks after them.</remarks>
internal static class OfflineKill
{
    /// <summary>Kills; what fails is said, and stops nothing else.</summary>
    /// <param name="state">The state file; null where there is none, and nothing is halted then.</param>
    /// <param name="config">Names the venues.</param>
    /// <param name="body">Who asks, and why.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    /// <exception cref="UsageException">There is no such state file.</exception>
    internal static async Task<JsonObject> RunAsync(
        string? state, string config, JsonObject body, CancellationToken cancellationToken)
    {
        TimeProvider time = TimeProvider.System;
        long begin = time.GetTimestamp();
        string? file = state is null ? null : RunFiles.Find(state, "--state", "state");
        KillRequest kill = new(
            (string)body["requestId"]!, (string)body["by"]!, (string)body["why"]!, Flatten: false,
            time.GetUtcNow());
        Task<Outcome> halting = HaltAsync(file, config, kill, cancellationToken);
        VenueSweep[] sweeps = await SweepAsync(file, config, cancellationToken);
        return JsonSerializer.SerializeToNode(
            new
            {
                kill.KillId,
                Halt = await halting,
                Venues = sweeps,
                ElapsedMs = time.GetElapsedTime(begin).TotalMilliseconds,
                Offline = true,
                Flattened = false,
            },
            Canonical.Options)!.AsObject();
    }

    private static async Task<Outcome> HaltAsync(
        string? file, string config, KillRequest kill, CancellationToken cancellationToken)
    {
        if (file is null)
        {
            return new(null, "no state file was named with --state.");
        }

        try
        {
            await using OfflineHouse house = await OfflineHouse.OpenAsync(file, config, cancellationToken);
            DeskState held = await house.Get<KillHalt>().HaltAsync(kill, cancellationToken);
            return new($"{held.State}", null);
        }
        catch (StateUnavailableException away)
        {
            return new(null, away.Message);
        }
    }

    // The venues' quotas are counted in a file of their own where the state is away: it is no matter here.
    private static async Task<VenueSweep[]> SweepAsync(
        string? file, string config, CancellationToken cancellationToken)
    {
        DirectoryInfo? aside = null;
        OfflineHouse house;
        try
        {
            house = await OfflineHouse.OpenAsync(
                file ?? Aside(out aside), config, cancellationToken);
        }
        catch (StateUnavailableException)
        {
            house = await OfflineHouse.OpenAsync(Aside(out aside), config, cancellationToken);
        }

        try
        {
            VenueSweeper sweeper = house.Get<VenueSweeper>();
            return await Task.WhenAll(
                sweeper.Venues.Select(venue => sweeper.SweepAsync(venue, count: true, cancellationToken)));
        }
        finally
        {
            await house.DisposeAsync();
            aside?.Delete(recursive: true);
        }
    }

    private static string Aside(out DirectoryInfo folder)
    {
        folder = Directory.CreateTempSubdirectory("tradingbase-kill-");
        return Path.Combine(folder.FullName, "state.db");
    }

    private sealed record Outcome(string? Done, string? Trouble);
}
