using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TradingBase.LocalHost.Engine;
using TradingBase.LocalHost.Engine.Reading;
using TradingBase.LocalHost.Storage;

namespace TradingBase.LocalHost.Operations;

/// <summary>
/// GET /api/instances: the engine's instances by pages, the newest first
/// (<c>?status=failed,running&amp;name=N&amp;prefix=P&amp;createdFrom=T&amp;createdTo=T</c>, and
/// <c>take=100&amp;token=…</c> for the pages).
/// </summary>
/// <param name="store">Has them.</param>
/// <param name="engine">Runs them.</param>
internal sealed class OnInstancesRead(StoreFile store, LocalEngine engine)
{
    private const int MostStuck = 100;

    /// <summary>Lists instances.</summary>
    /// <param name="request">Its query says which, and which page; <c>?summary</c> asks for how many of each
    /// status there are (which looks at every row) and for the engine's figures.</param>
    /// <returns>200 with the page and the next one's token, or the summary; 400 for a wrong query.</returns>
    [Function(nameof(OnInstancesRead))]
    public IResult Run(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/instances")] HttpRequest request)
    {
        InstanceQuery query = new(request.Query);
        query.AllowOnly("take", "token", "summary");
        if (query.Flag("summary"))
        {
            return Results.Json(
                new InstanceTotals(
                    store.Read(InstanceReader.Count),
                    engine.Figures,
                    [.. engine.StuckInstances.Take(MostStuck)]),
                Canonical.Options);
        }

        InstanceFilter filter = query.Filter();
        int take = query.Number("take", 100, 1, InstanceReader.MostInstances);
        string? token = query.Text("token");
        try
        {
            InstancePage page = store.Read(
                connection => InstanceReader.Page(connection, filter, token, take));
            return Results.Json(page, Canonical.Options);
        }
        catch (ArgumentException wrong) when (wrong.ParamName is nameof(token))
        {
            return InstanceProblems.Wrong($"'{token}' in the query is no token of a page.");
        }
    }
}
