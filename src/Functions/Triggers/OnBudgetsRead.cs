using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TradingBase.Compute;

namespace TradingBase.Functions.Triggers;

/// <summary>GET /api/budgets: what inference may cost today, and what it has cost.</summary>
/// <param name="budgets">The budgets of the desk's processes together.</param>
public sealed class OnBudgetsRead(BudgetBook budgets)
{
    /// <summary>Answers every budget's limit, what was spent of it, and what is held for calls.</summary>
    /// <param name="request">Nothing of it is read.</param>
    /// <param name="cancellationToken">Abandons the read.</param>
    /// <returns>200 with the budgets of today, UTC.</returns>
    [Function(nameof(OnBudgetsRead))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/budgets")] HttpRequest request,
        CancellationToken cancellationToken) =>
        Answers.Json(new { Budgets = await budgets.ReadAsync(cancellationToken) });
}
