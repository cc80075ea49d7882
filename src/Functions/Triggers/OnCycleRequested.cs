using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using TradingBase.Desk;
using TradingBase.Functions.Messages;
using TradingBase.Journal;
using TradingBase.Markets;

namespace TradingBase.Functions.Triggers;

/// <summary>POST /api/cycles: a cycle on demand, now or as of a moment of recorded data.</summary>
/// <param name="hold">Holds a desk whose host has just started.</param>
/// <param name="catalog">Knows the markets.</param>
/// <param name="options">Names the desk's own markets.</param>
/// <param name="records">Has the cycles whose histories were forgotten.</param>
/// <param name="time">The wall clock.</param>
public sealed class OnCycleRequested(
    StartHold hold, MarketCatalog catalog, DeskOptions options, IRecordStore records, TimeProvider time)
{
    /// <summary>Starts the cycle.</summary>
    /// <param name="request">Its body is <c>{ "markets": [], "asOf": null, "requestId": "..." }</c>.</param>
    /// <param name="client">Starts orchestrations.</param>
    /// <param name="cancellationToken">Abandons the start.</param>
    /// <returns>
    /// 202 with the cycle's address; 400 where the body is wrong; 409 where the id was used otherwise.
    /// </returns>
    [Function(nameof(OnCycleRequested))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Admin, "post", Route = "api/cycles")] HttpRequest request,
        [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        Answers.ToAsync<CycleAsked>(
            request, FindMistake,
            asked => StartAsync(asked, client, cancellationToken), cancellationToken);

    private async Task<IResult> StartAsync(
        CycleAsked asked, DurableTaskClient client, CancellationToken cancellationToken)
    {
        await hold.EnsureAsync(time.GetUtcNow(), cancellationToken);
        string requestId = asked.RequestId ?? Guid.CreateVersion7(time.GetUtcNow()).ToString("N");
        string[] markets = [.. (asked.Markets is { Count: > 0 } named ? named : options.Markets)
            .Distinct().Order(StringComparer.Ordinal)];
        CycleRequest wanted = new(
            CycleIds.ForRequest(requestId), markets, asked.AsOf?.ToUniversalTime(), nameof(OnCycleRequested));
        CycleRequest standing = await FindForgottenAsync(client, wanted, cancellationToken)
            ?? await client.StartAsync(wanted, cancellationToken);
        return standing.AsOf == wanted.AsOf && standing.Markets.SequenceEqual(wanted.Markets)
            ? Results.Accepted($"/api/cycles/{wanted.CycleId}", new { wanted.CycleId, Status = "accepted" })
            : Problems.Conflict($"The requestId '{requestId}' was used for another cycle.");
    }

    // The host forgets histories after a while; the record of a finished cycle stays. It does not tell
    // whether the moment was asked for or was the present, so only another moment is another cycle.
    private async Task<CycleRequest?> FindForgottenAsync(
        DurableTaskClient client, CycleRequest wanted, CancellationToken cancellationToken)
    {
        if (await client.GetInstanceAsync(wanted.CycleId, cancellationToken) is not null)
        {
            return null;
        }

        CycleDocument? kept = await records.FindAsync<CycleDocument>(
            CycleDocument.Kind, wanted.CycleId, cancellationToken);
        return kept is null
            ? null
            : wanted with
            {
                Markets = [.. kept.Markets.Select(market => market.Market).Order(StringComparer.Ordinal)],
                AsOf = wanted.AsOf is null ? null : kept.AsOf,
            };
    }

    private string? FindMistake(CycleAsked asked)
    {
        if (asked.RequestId is not null && !CycleIds.IsValid(asked.RequestId))
        {
            return "At $.requestId: 1 to 64 letters, digits, dots, dashes or underscores were expected.";
        }

        if (asked.AsOf > time.GetUtcNow())
        {
            return $"At $.asOf: {UtcJsonConverter.Write(asked.AsOf.Value)} lies in the future.";
        }

        string? unknown = asked.Markets?.FirstOrDefault(
            name => catalog.All.All(market => market.Name != name));
        return unknown is null
            ? null
            : $"At $.markets: there is no market '{unknown}'; known are "
                + $"{string.Join(", ", catalog.All.Select(market => market.Name))}.";
    }
}
