using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TradingBase.Journal;

namespace TradingBase.Functions.Triggers;

/// <summary>
/// GET /api/journal: the head and the streams' names, by pages (<c>?after=STREAM&amp;take=50</c>); with
/// <c>?stream=NAME&amp;from=1</c> that stream's lines.
/// </summary>
/// <param name="journal">The journal.</param>
public sealed class OnJournalRead(IJournal journal)
{
    /// <summary>Answers a page of the journal.</summary>
    /// <param name="request">Its query says which page.</param>
    /// <param name="cancellationToken">Abandons the read.</param>
    /// <returns>200 with the page.</returns>
    [Function(nameof(OnJournalRead))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/journal")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        string? stream = request.Query["stream"];
        if (stream is not null)
        {
            long from = long.TryParse(request.Query["from"], out long asked) ? Math.Max(1, asked) : 1;
            return Answers.Json(new
            {
                Stream = stream,
                Lines = await journal.ReadAsync(stream, from, Answers.Take(request), cancellationToken),
            });
        }

        string? after = request.Query["after"];
        JournalHead head = await journal.HeadAsync(cancellationToken);
        return Answers.Json(new
        {
            head.Entries,
            head.Head,
            Streams = await journal.ListStreamsAsync(after, Answers.Take(request), cancellationToken),
        });
    }
}
