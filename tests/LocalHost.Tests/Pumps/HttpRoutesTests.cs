using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using TradingBase.LocalHost.Engine.Functions;
using TradingBase.LocalHost.Pumps;

namespace TradingBase.LocalHost.Tests.Pumps;

public sealed class HttpRoutesTests : IAsyncLifetime, IDisposable
{
    private const string Wish = "{\"name\":\"x\",\"amount\":1}";

    private static readonly HostKeys Keys =
        new("read-key-0123456789", "admin-key-0123456789", "id", new byte[32]);

    private readonly HttpFunctions.Witness _witness = new();
    private readonly HttpClient _http = new();
    private PumpRoom _room = null!;
    private PumpHost _host = null!;

    public async Task InitializeAsync()
    {
        _room = new(singletons: [_witness]);
        _host = await StartAsync(_room, 0, typeof(HttpFunctions));
        _http.BaseAddress = _host.Address;
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    public void Dispose()
    {
        _http.Dispose();
        _room.Dispose();
    }

    [Theory]
    [InlineData("/", "<html></html>")]
    [InlineData("/Unrouted", "\"x\"")]
    [InlineData("/api/things/a%20b", "{\"name\":\"a b\",\"amount\":0}")]
    [InlineData("/api/things/x/7", "{\"name\":\"x\",\"amount\":7}")]
    [InlineData("/api/classic/200", "{\"name\":\"classic\",\"amount\":1.50}")]
    [InlineData("/api/context", "true")]
    public async Task Get_EachKindOfRouteAndResult_AnswersAndHasTheSafeHeaders(string path, string expected)
    {
        using HttpResponseMessage answer = await _http.GetAsync(new Uri(path, UriKind.Relative));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(expected, await answer.Content.ReadAsStringAsync());
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
        Assert.False(answer.Headers.Contains("Server"));
    }

    [Fact]
    public async Task Delete_FunctionThatReturnsNull_IsNoContent()
    {
        using HttpResponseMessage answer = await SendAsync(HttpMethod.Delete, "/api/nothing");

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
    }

    [Theory]
    [InlineData("GET", "/api/read", null, 401)]
    [InlineData("GET", "/api/read", "wrong-key-0123456789", 403)]
    [InlineData("GET", "/api/read", "read-key-0123456789", 200)]
    [InlineData("GET", "/api/read", "admin-key-0123456789", 200)]
    [InlineData("PUT", "/api/state", null, 401)]
    [InlineData("PUT", "/api/state", "wrong-key-0123456789", 403)]
    [InlineData("PUT", "/api/state", "read-key-0123456789", 403)]
    [InlineData("PUT", "/api/state", "admin-key-0123456789", 200)]
    public async Task Send_WithAKeyOrWithout_PassesOrIsRefusedBeforeTheFunction(
        string method, string path, string? key, int status)
    {
        using HttpResponseMessage answer = await SendAsync(new(method), path, key, Wish);

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal(status == 200 && method == "PUT", _witness.Ran);
        if (status >= 400)
        {
            await ProblemAsync(answer, status);
        }
    }

    [Fact]
    public async Task Get_KeyInTheQuery_PassesAndIsNotLogged()
    {
        using HttpResponseMessage right = await SendAsync(HttpMethod.Get, $"/api/read?code={Keys.ReadKey}");
        using HttpResponseMessage wrong =
            await SendAsync(HttpMethod.Get, "/api/fail/fault?code=wrong-key-0123456789");

        Assert.Equal(HttpStatusCode.OK, right.StatusCode);
        Assert.DoesNotContain(_room.Log, line => line.Contains("key-0123456789", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Put_BodyIsNotRead_WhenTheKeyIsWrong()
    {
        // A body that never comes: an answer shows that nobody waited for it.
        using TcpClient raw = new();
        await raw.ConnectAsync(IPAddress.Loopback, _host.Address.Port);
        NetworkStream stream = raw.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            "PUT /api/state HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            + "Content-Length: 100\r\n\r\n"));
        byte[] buffer = new byte[32];

        int length = await stream.ReadAsync(buffer).AsTask().WaitAsync(Patience.Limit);

        string line = Encoding.ASCII.GetString(buffer, 0, length);
        Assert.StartsWith("HTTP/1.1 401", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Put_BrokenJson_IsBadRequestWithLineAndPosition()
    {
        const string broken = "{\n  \"name\": \"x\",\n  \"amount\": one }";
        using HttpResponseMessage answer =
            await SendAsync(HttpMethod.Put, "/api/state", Keys.AdminKey, broken);

        JsonElement problem = await ProblemAsync(answer, 400);
        Assert.Equal(3, problem.GetProperty("line").GetInt32());
        Assert.Equal(13, problem.GetProperty("position").GetInt32());
    }

    [Fact]
    public async Task Put_WrongTypeInJson_IsBadRequestWithThePathAndNoTypeName()
    {
        const string wrong = "{\"name\":\"x\",\"amount\":\"much\"}";
        using HttpResponseMessage answer =
            await SendAsync(HttpMethod.Put, "/api/state", Keys.AdminKey, wrong);

        JsonElement problem = await ProblemAsync(answer, 400);
        Assert.Equal("$.amount", problem.GetProperty("path").GetString());
        Assert.DoesNotContain("Wish", problem.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Put_LargerThanTheLimit_IsTooLarge(bool chunked)
    {
        string body = $"{{\"name\":\"{new string('x', 1024 * 1024)}\",\"amount\":1}}";

        using HttpResponseMessage answer =
            await SendAsync(HttpMethod.Put, "/api/state", Keys.AdminKey, body, chunked: chunked);

        await ProblemAsync(answer, 413);
    }

    [Theory]
    [InlineData("PUT", "/api/state", "text/plain", 415)]
    [InlineData("PUT", "/api/state", "application/x-www-form-urlencoded", 415)]
    [InlineData("PUT", "/api/state", "application/json; charset=utf-8", 200)]
    [InlineData("POST", "/api/table", "application/json", 415)]
    [InlineData("POST", "/api/table", "text/csv; charset=utf-8", 200)]
    public async Task Send_BodyOfSomeKind_IsTakenOnlyWhereItFits(
        string method, string path, string kind, int status)
    {
        using HttpResponseMessage answer =
            await SendAsync(new(method), path, Keys.AdminKey, Wish, kind);

        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Theory]
    [InlineData("GET", "/api/nowhere", 404, "/api/nowhere")]
    [InlineData("POST", "/api/read", 405, "GET")]
    [InlineData("GET", "/api/things/x/seven", 400, "'number'")]
    [InlineData("GET", "/api/fail/conflict", 409, "The order is filled.")]
    [InlineData("GET", "/api/fail/missing", 404, null)]
    [InlineData("GET", "/api/fail/own", 422, "Equity is 0.")]
    [InlineData("GET", "/api/fail/store", 503, "not available")]
    [InlineData("GET", "/api/classic/409", 409, null)]
    public async Task Send_WhatGoesWrong_IsAProblemWithItsStatus(
        string method, string path, int status, string? detail)
    {
        using HttpResponseMessage answer = await SendAsync(new(method), path);

        JsonElement problem = await ProblemAsync(answer, status);
        if (detail is not null)
        {
            Assert.Contains(detail, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        }

        Assert.DoesNotContain("secret", problem.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_FunctionThrows_IsServerErrorWithoutItsTextAndTheLogHasBothUnderTheTrace()
    {
        using HttpResponseMessage answer = await SendAsync(HttpMethod.Get, "/api/fail/fault");

        JsonElement problem = await ProblemAsync(answer, 500);
        string trace = problem.GetProperty("traceId").GetString()!;
        Assert.DoesNotContain("4711", problem.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", problem.ToString(), StringComparison.Ordinal);
        Assert.Contains(_room.Log, line => line.Contains(trace, StringComparison.Ordinal)
            && line.Contains("4711", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Get_UnderAnotherHostsName_IsRefused()
    {
        using HttpRequestMessage request = new(HttpMethod.Get, "/");
        request.Headers.Host = "desk.example.com";

        using HttpResponseMessage answer = await _http.SendAsync(request);

        await ProblemAsync(answer, 421);
    }

    [Fact]
    public async Task Get_CallerGivesUp_CancelsTheFunction()
    {
        using CancellationTokenSource gone = new();
        Task asked = _http.GetAsync(new Uri("/api/endless", UriKind.Relative), gone.Token);
        await _witness.Started.Task.WaitAsync(Patience.Limit);

        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
        await _witness.Cancelled.Task.WaitAsync(Patience.Limit);
    }

    [Fact]
    public async Task Start_PortIsTaken_IsRefusedWithThePortAndStartsNothing()
    {
        using PumpRoom room = new(
            settings: new() { ["Rhythm"] = "0 * * * * *" }, singletons: [new TimerPumpTests.Runs()]);

        PortInUseException refusal = await Assert.ThrowsAsync<PortInUseException>(
            () => StartAsync(room, _host.Address.Port, typeof(TimerPumpTests.Clocks)));

        Assert.Equal(_host.Address.Port, refusal.Port);
        Assert.Contains("in use", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(room.Log, line => line.Contains("Hosting failed", StringComparison.Ordinal));
        Assert.False(room.Get<TimerPumpTests.Runs>().HasMore);
    }

    [Fact]
    public void Address_OfTheHost_IsLoopback() => Assert.Equal("127.0.0.1", _host.Address.Host);

    private static Task<PumpHost> StartAsync(PumpRoom room, int port, params Type[] functions) =>
        PumpHost.StartAsync(
            room.Services,
            new FunctionIndex(functions),
            new() { Settings = room.Settings, Keys = Keys, Port = port },
            default);

    private static async Task<JsonElement> ProblemAsync(HttpResponseMessage answer, int status)
    {
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        JsonElement problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(status, problem.GetProperty("status").GetInt32());
        Assert.NotEmpty(problem.GetProperty("title").GetString()!);
        return problem;
    }

    private async Task<HttpResponseMessage> SendAsync(
        HttpMethod method,
        string path,
        string? key = null,
        string? body = null,
        string kind = "application/json",
        bool chunked = false)
    {
        using HttpRequestMessage request = new(method, path);
        if (key is not null)
        {
            request.Headers.Add("x-functions-key", key);
        }

        if (body is not null && method != HttpMethod.Get)
        {
            request.Content = new StringContent(body);
            request.Content.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse(kind);
            request.Headers.TransferEncodingChunked = chunked;
        }

        return await _http.SendAsync(request);
    }
}
