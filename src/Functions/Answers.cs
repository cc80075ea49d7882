using Microsoft.AspNetCore.Http;

namespace TradingBase.Functions;

/// <summary>Reads requests and writes documents as the house writes JSON.</summary>
internal static class Answers
{
    /// <summary>Reads a body, strictly and up to its bound.</summary>
    /// <returns>The record, or the problem to answer with.</returns>
    internal static async Task<(T? Value, IResult? Problem)> ReadAsync<T>(
        HttpRequest request, CancellationToken cancellationToken)
        where T : class
    {
        using MemoryStream body = new();
        byte[] buffer = new byte[8192];
        int read;
        while ((read = await request.Body.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (body.Length + read > JsonBody.LongestBytes)
            {
                return (null, Problems.TooLarge());
            }

            body.Write(buffer, 0, read);
        }

        return JsonBody.TryRead(
            body.GetBuffer().AsSpan(0, (int)body.Length), out T? value, out string? reason)
            ? (value, null)
            : (null, Problems.Wrong(reason!));
    }

    /// <summary>Reads a body as above, holds it against what it may say, and answers it.</summary>
    /// <param name="request">Has the body.</param>
    /// <param name="findMistake">Says where it is wrong, or null.</param>
    /// <param name="answer">Does what is asked for.</param>
    /// <param name="cancellationToken">Abandons the reading.</param>
    /// <returns>The answer, or the problem of the body.</returns>
    internal static async Task<IResult> ToAsync<T>(
        HttpRequest request, Func<T, string?> findMistake, Func<T, Task<IResult>> answer,
        CancellationToken cancellationToken)
        where T : class
    {
        (T? asked, IResult? problem) = await ReadAsync<T>(request, cancellationToken);
        return asked is null ? problem!
            : findMistake(asked) is { } mistake ? Problems.Wrong(mistake)
            : await answer(asked);
    }

    /// <summary>Writes a document.</summary>
    internal static IResult Json<T>(T document) => Results.Json(document, Canonical.Options);

    /// <summary>Reads how many items a page shall have.</summary>
    /// <returns>1 to 500; 50 where the query says nothing sensible.</returns>
    internal static int Take(HttpRequest request) =>
        int.TryParse(request.Query["take"], out int take) ? Math.Clamp(take, 1, 500) : 50;
}
