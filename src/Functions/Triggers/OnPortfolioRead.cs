using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TradingBase.Desk;
using TradingBase.Portfolio;
using TradingBase.Risk;

namespace TradingBase.Functions.Triggers;

/// <summary>
/// GET /api/portfolio: what the desk owns, valued at its last desk time or at <c>?asOf=</c>.
/// </summary>
/// <param name="portfolio">Reads and values the book.</param>
/// <param name="desk">Knows the last desk time.</param>
/// <param name="time">The wall clock, for a desk that was never opened.</param>
public sealed class OnPortfolioRead(PortfolioReader portfolio, IDeskStateStore desk, TimeProvider time)
{
    /// <summary>Answers cash, positions and equity.</summary>
    /// <param name="request">Its query may name a moment.</param>
    /// <param name="cancellationToken">Abandons the read.</param>
    /// <returns>200 with the portfolio; 400 where the moment cannot be read.</returns>
    [Function(nameof(OnPortfolioRead))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/portfolio")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        string? asked = request.Query["asOf"];
        DeskState? state = await desk.FindAsync(cancellationToken);
        DateTimeOffset moment = state?.DeskTime ?? time.GetUtcNow();
        if (asked is not null && !UtcJsonConverter.TryRead(asked, out moment))
        {
            return Problems.Wrong($"At ?asOf: a moment with its offset was expected, '{asked}' was found.");
        }

        PortfolioState held = await portfolio.ReadAsync(moment, cancellationToken);
        return Answers.Json(CycleDocuments.Portfolio(held));
    }
}
