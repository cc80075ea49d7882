using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TradingBase.Desk;

namespace TradingBase.Functions.Triggers;

/// <summary>
/// POST /api/ledger/postings: a person posts what happened to a venue's account and no fill explains.
/// </summary>
/// <param name="postings">Posts it.</param>
public sealed class OnPostingMade(PostingBook postings)
{
    /// <summary>Posts it, once per id.</summary>
    /// <param name="request">
    /// Its body is <c>{ "id", "venue", "kind", "currency", "amount", "by", "why" }</c>; an adjustment of
    /// units has <c>"instrument"</c>, <c>"units"</c> and perhaps <c>"price"</c> in place of the amount.
    /// </param>
    /// <param name="cancellationToken">Abandons the wait; say it again to finish it.</param>
    /// <returns>
    /// 200 with what stands, <c>posted</c> is false where the books had it; 400 where the body is wrong; 409
    /// where the id stands for something else.
    /// </returns>
    [Function(nameof(OnPostingMade))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Admin, "post", Route = "api/ledger/postings")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        (HandPosting? asked, IResult? problem) = await Answers.ReadAsync<HandPosting>(
            request, cancellationToken);
        if (asked is null)
        {
            return problem!;
        }

        HandPostingOutcome outcome = await postings.PostAsync(asked, cancellationToken);
        return outcome switch
        {
            { Mistake: { } mistake } => Problems.Wrong(mistake),
            { Same: false } => Problems.Conflict(
                $"Posting '{asked.Id}' stands for something else since "
                    + $"{UtcJsonConverter.Write(outcome.Kept!.AtUtc)}, by {outcome.Kept.Posting.By}."),
            _ => Answers.Json(new { outcome.Posted, outcome.Kept!.Posting, At = outcome.Kept.AtUtc }),
        };
    }
}
