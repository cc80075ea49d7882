using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using TradingBase.LocalHost.Storage;

namespace TradingBase.LocalHost.Tests.Pumps;

/// <summary>Functions of every kind that a route may have.</summary>
internal sealed class HttpFunctions(HttpFunctions.Witness witness)
{
    [Function(nameof(Root))]
    public IResult Root(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "{ignored:maxlength(0)?}")]
        HttpRequest request) =>
        Results.Content("<html></html>", "text/html");

    [Function(nameof(Unrouted))]
    public IResult Unrouted([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) =>
        Results.Ok("x");

    [Function(nameof(Read))]
    public IResult Read(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/read")] HttpRequest request) =>
        Results.Ok(new { Seen = true });

    [Function(nameof(Steer))]
    public async Task<IResult> Steer(
        [HttpTrigger(AuthorizationLevel.Admin, "put", Route = "api/state")] HttpRequest request)
    {
        witness.Ran = true;
        return Results.Ok(await request.ReadFromJsonAsync<Wish>(Canonical.Options));
    }

    [Function(nameof(One))]
    public Wish One(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/things/{id}/{number?}")]
        HttpRequest request,
        string id,
        int? number) => new(id, number ?? 0);

    [Function(nameof(Classic))]
    public IActionResult Classic(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/classic/{status:int}")]
        HttpRequest request,
        int status) =>
        status == 200 ? new OkObjectResult(new Wish("classic", 1.50m)) : new StatusCodeResult(status);

    [Function(nameof(Nothing))]
    public Task<string?> Nothing(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/nothing")] HttpRequest request) =>
        Task.FromResult<string?>(null);

    [Function(nameof(Fail))]
    public IResult Fail(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/fail/{how}")] HttpRequest request,
        string how) =>
        how switch
        {
            "fault" => throw new InvalidOperationException("the vault's number is 4711"),
            "conflict" => throw new BadHttpRequestException("The order is filled.", 409),
            "store" => throw new StoreUnavailableException("/var/secret.db", "disk full", 13),
            "missing" => Results.NotFound(),
            "own" => Results.Problem("Equity is 0.", statusCode: StatusCodes.Status422UnprocessableEntity),
            _ => Results.Ok(),
        };

    [Function(nameof(Table))]
    [Consumes("text/csv")]
    public async Task<IResult> Table(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/table")] HttpRequest request)
    {
        using StreamReader reader = new(request.Body);
        return Results.Ok((await reader.ReadToEndAsync()).Length);
    }

    [Function(nameof(Context))]
    public IResult Context(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/context")] HttpRequest request,
        FunctionContext context,
        CancellationToken cancellationToken) => Results.Ok(
            ReferenceEquals(context.GetHttpContext()?.Request, request)
            && cancellationToken == request.HttpContext.RequestAborted);

    [Function(nameof(Endless))]
    public async Task Endless(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/endless")] HttpRequest request,
        CancellationToken cancellationToken)
    {
        witness.Started.TrySetResult();
        try
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            witness.Cancelled.TrySetResult();
            throw;
        }
    }

    internal sealed record Wish(string Name, decimal Amount);

    internal sealed class Witness
    {
        public bool Ran { get; set; }

        public TaskCompletionSource Started { get; } = new();

        public TaskCompletionSource Cancelled { get; } = new();
    }
}
