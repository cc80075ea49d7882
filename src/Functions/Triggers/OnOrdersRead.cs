using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TradingBase.Desk;
using TradingBase.Journal;

namespace TradingBase.Functions.Triggers;

/// <summary>
/// GET /api/orders: orders that were sent, newest decision first, by pages (<c>?before=ID&amp;take=50</c>).
/// </summary>
/// <param name="records">Has the orders.</param>
public sealed class OnOrdersRead(IRecordStore records)
{
    /// <summary>Lists orders.</summary>
    /// <param name="request">Its query says which page.</param>
    /// <param name="cancellationToken">Abandons the read.</param>
    /// <returns>200 with the list.</returns>
    [Function(nameof(OnOrdersRead))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/orders")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        string? before = request.Query["before"];
        return Answers.Json(new
        {
            Orders = await records.ListAsync<OrderRecord>(
                OrderRecord.Kind, before, Answers.Take(request), cancellationToken),
        });
    }
}
