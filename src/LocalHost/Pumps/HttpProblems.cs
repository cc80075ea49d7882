using System.Diagnostics;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Net.Http.Headers;
using TradingBase.LocalHost.Storage;

namespace TradingBase.LocalHost.Pumps;

/// <summary>Answers every error with problem details (RFC 9457), and adds the headers that every answer
/// has.</summary>
/// <param name="next">The rest of the pipeline.</param>
/// <param name="logger">Hears of what a caller is not told.</param>
/// <remarks>A function's own answer with a body is left as it is; an exception's text never leaves the
/// host.</remarks>
internal sealed class HttpProblems(RequestDelegate next, ILogger logger)
{
    /// <summary>Handles a request.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        context.Response.OnStarting(static state => AddHeaders((HttpContext)state), context);
        try
        {
            await next(context);
            if (context.Response is
                { HasStarted: false, StatusCode: >= 400, ContentType: null, ContentLength: null })
            {
                await WriteAsync(context, context.Response.StatusCode, Usual(context));
            }
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            logger.LogDebug("{Path} was given up by its caller", context.Request.Path);
        }
        catch (Exception failure) when (!context.Response.HasStarted)
        {
            await AnswerAsync(context, failure);
        }
        catch (Exception failure)
        {
            // Half an answer is on its way: only a broken connection says that the rest will not come.
            Log(context, failure);
            context.Abort();
        }
    }

    /// <summary>Writes problem details.</summary>
    /// <param name="context">The request; its answer has not started.</param>
    /// <param name="status">400 to 599.</param>
    /// <param name="detail">A sentence for the caller, without secrets; null for none.</param>
    /// <param name="extensions">More members; null for none.</param>
    public static Task WriteAsync(
        HttpContext context, int status, string? detail, Dictionary<string, object?>? extensions = null)
    {
        Dictionary<string, object?> members = extensions ?? [];
        members["traceId"] = TraceId(context);
        return Results.Problem(detail, statusCode: status, extensions: members).ExecuteAsync(context);
    }

    private static string TraceId(HttpContext context) => Activity.Current?.Id ?? context.TraceIdentifier;

    private static Task AddHeaders(HttpContext context)
    {
        IHeaderDictionary headers = context.Response.Headers;
        headers[HeaderNames.XContentTypeOptions] = "nosniff";
        headers.TryAdd(HeaderNames.CacheControl, "no-store");
        headers.TryAdd(HeaderNames.XFrameOptions, "DENY");
        headers.TryAdd("Referrer-Policy", "no-referrer");
        return Task.CompletedTask;
    }

    private static string? Usual(HttpContext context) => context.Response.StatusCode switch
    {
        StatusCodes.Status404NotFound when context.GetEndpoint() is null =>
            $"There is nothing at {context.Request.Path}.",
        StatusCodes.Status405MethodNotAllowed =>
            $"{context.Request.Path} takes {context.Response.Headers.Allow}, not {context.Request.Method}.",
        _ => null,
    };

    private static string Describe(JsonException mistake) => mistake.Path is { Length: > 0 } path
        ? $"The body is not the JSON that is expected: see {path}, line {(mistake.LineNumber ?? 0) + 1}."
        : "The body is not the JSON that is expected.";

    private Task AnswerAsync(HttpContext context, Exception failure)
    {
        // What the function had begun to say is not what is answered.
        context.Response.Clear();
        switch (failure)
        {
            case BadHttpRequestException { InnerException: JsonException mistake }:
                return WriteMistakeAsync(context, mistake);
            case BadHttpRequestException refusal:
                return WriteAsync(context, refusal.StatusCode, refusal.Message);
            case JsonException mistake when HttpBody.IsPresent(context.Request):
                return WriteMistakeAsync(context, mistake);
            case StoreUnavailableException or StateUnavailableException:
                Log(context, failure);
                return WriteAsync(
                    context, StatusCodes.Status503ServiceUnavailable, "The store is not available just now.");
            default:
                Log(context, failure);
                return WriteAsync(
                    context,
                    StatusCodes.Status500InternalServerError,
                    "The host's log has the cause under the trace id.");
        }
    }

    private static Task WriteMistakeAsync(HttpContext context, JsonException mistake) => WriteAsync(
        context,
        StatusCodes.Status400BadRequest,
        Describe(mistake),
        new()
        {
            ["path"] = mistake.Path,
            ["line"] = mistake.LineNumber + 1,
            ["position"] = mistake.BytePositionInLine + 1,
        });

    private void Log(HttpContext context, Exception failure) => logger.LogError(
        failure,
        "{Method} {Path} failed, trace {TraceId}",
        context.Request.Method,
        context.Request.Path,
        TraceId(context));
}
