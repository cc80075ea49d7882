using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using TradingBase.Desk;
using TradingBase.Functions.Messages;
using TradingBase.Functions.Orchestrations;

namespace TradingBase.Functions.Triggers;

/// <summary>
/// POST /api/kill pulls the kill switch: the desk halts and every venue is told to take all orders back
/// before the answer; what takes longer goes on by itself.
/// </summary>
/// <param name="halt">Halts the desk.</param>
/// <param name="sweeper">Asks the venues.</param>
/// <param name="time">The wall clock.</param>
/// <remarks>
/// Halt, sweeps and the orchestration are begun beside each other, so that none waits for another: a cycle
/// that hangs, a store that is away or a venue that is down stop only themselves.
/// </remarks>
public sealed class OnKillRequested(KillHalt halt, VenueSweeper sweeper, TimeProvider time)
{
    /// <summary>Kills.</summary>
    /// <param name="request">
    /// Its body is <c>{ "by": "...", "why": "...", "flatten": true, "requestId": "..." }</c>.
    /// </param>
    /// <param name="client">Starts the orchestration.</param>
    /// <param name="cancellationToken">Abandons the reading of the body, not the kill.</param>
    /// <returns>202 with what every venue said and how long it took; 400 where the body is wrong.</returns>
    [Function(nameof(OnKillRequested))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Admin, "post", Route = "api/kill")] HttpRequest request,
        [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        long begin = time.GetTimestamp();
        return Answers.ToAsync<KillAsked>(
            request, FindMistake, asked => KillAsync(asked, begin, client), cancellationToken);
    }

    private async Task<IResult> KillAsync(KillAsked asked, long begin, DurableTaskClient client)
    {
        // From here on nothing is abandoned: whoever hangs up still wants the desk dead.
        DateTimeOffset now = time.GetUtcNow();
        KillRequest kill = new(
            asked.RequestId ?? Guid.CreateVersion7(now).ToString("N"), asked.By, asked.Why,
            asked.Flatten ?? true, now);
        Task<Outcome> halting = GuardAsync(async () =>
            $"{(await halt.HaltAsync(kill, CancellationToken.None)).State}");
        Task<Outcome> starting = GuardAsync(
            async () => await StartAsync(client, kill, CancellationToken.None));
        VenueSweep[] sweeps = await Task.WhenAll(
            sweeper.Venues.Select(venue => sweeper.SweepAsync(venue, count: false, CancellationToken.None)));
        return Results.Json(
            new
            {
                kill.KillId,
                Halt = await halting,
                Orchestration = await starting,
                Venues = sweeps,
                ElapsedMs = time.GetElapsedTime(begin).TotalMilliseconds,
            },
            Canonical.Options, statusCode: StatusCodes.Status202Accepted);
    }

    // What fails is said in the answer: half a kill is better than none.
    private static async Task<Outcome> GuardAsync(Func<Task<string>> work)
    {
        try
        {
            return new(await work(), null);
        }
        catch (TradingBaseException failed)
        {
            return new(null, failed.Message);
        }
    }

    private async Task<string> StartAsync(
        DurableTaskClient client, KillRequest kill, CancellationToken cancellationToken)
    {
        string id = KillSwitch.InstanceId(kill.KillId);
        if (await client.GetInstanceAsync(id, cancellationToken) is null)
        {
            await client.ScheduleNewOrchestrationInstanceAsync(
                nameof(KillSwitch), new KillOrder(kill, sweeper.Venues), new StartOrchestrationOptions(id),
                cancellationToken);
        }

        return id;
    }

    private static string? FindMistake(KillAsked asked) =>
        PersonSays.FindMistake(asked.By, asked.Why) is { } nobody ? nobody
        : asked.RequestId is not null && !CycleIds.IsValid(asked.RequestId)
            ? "At $.requestId: 1 to 64 letters, digits, dots, dashes or underscores were expected."
        : null;

    private sealed record Outcome(string? Done, string? Trouble);
}
