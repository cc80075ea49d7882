using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TradingBase.LocalHost.Engine.Reading;
using TradingBase.LocalHost.Storage;

namespace TradingBase.LocalHost.Operations;

/// <summary>
/// GET /api/instances/{id}/history: what happened to an instance and what it asked for, by pages
/// (<c>?after=N&amp;take=1000&amp;payloads=true</c>).
/// </summary>
/// <param name="store">Has it.</param>
internal sealed class OnInstanceHistoryRead(StoreFile store)
{
    /// <summary>Reads a history.</summary>
    /// <param name="request">Its query says which page, and whether payloads are told.</param>
    /// <param name="id">The instance's id, escaped.</param>
    /// <returns>200; 400 for a wrong query; 404 where there is no such instance.</returns>
    [Function(nameof(OnInstanceHistoryRead))]
    public IResult Run(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/instances/{id}/history")]
        HttpRequest request,
        string id)
    {
        string named = InstanceAddress.IdOf(request, id);
        InstanceQuery query = new(request.Query);
        HistoryQuery wanted = new()
        {
            After = query.Number("after", 0, 0, int.MaxValue),
            Take = query.Number("take", 1_000, 1, HistoryQuery.MostEvents),
            PayloadLimit = query.Flag("payloads") ? PayloadDocument.UsualLimit : -1,
        };
        HistoryDocument? found = store.Read(connection => InstanceReader.History(connection, named, wanted));
        return found is null ? InstanceProblems.Unknown(named) : Results.Json(found, Canonical.Options);
    }
}
