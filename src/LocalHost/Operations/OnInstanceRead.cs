using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TradingBase.LocalHost.Engine.Reading;
using TradingBase.LocalHost.Storage;

namespace TradingBase.LocalHost.Operations;

/// <summary>GET /api/instances/{id}: one instance with what it took and gave.</summary>
/// <param name="store">Has it.</param>
internal sealed class OnInstanceRead(StoreFile store)
{
    /// <summary>Reads an instance.</summary>
    /// <param name="request">Says nothing beside its route.</param>
    /// <param name="id">The instance's id, escaped.</param>
    /// <returns>200; 404 where there is no such instance.</returns>
    [Function(nameof(OnInstanceRead))]
    public IResult Run(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/instances/{id}")] HttpRequest request,
        string id)
    {
        string named = InstanceAddress.IdOf(request, id);
        InstanceDocument? found = store.Read(
            connection => InstanceReader.Find(connection, named, PayloadDocument.UsualLimit));
        return found is null ? InstanceProblems.Unknown(named) : Results.Json(found, Canonical.Options);
    }
}
