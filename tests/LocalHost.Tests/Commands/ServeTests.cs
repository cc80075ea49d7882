using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using TradingBase.LocalHost.Tests.Storage;

namespace TradingBase.LocalHost.Tests.Commands;

/// <summary>
/// The whole suite over real sockets: what each wrong request and message is answered with.
/// </summary>
public sealed class ServeTests(ServeTests.ServingDesk serving) : IClassFixture<ServeTests.ServingDesk>
{
    [Theory]
    [InlineData("GET", "/api/cycles")]
    [InlineData("GET", "/api/cycles/none")]
    [InlineData("POST", "/api/cycles")]
    [InlineData("GET", "/api/portfolio")]
    [InlineData("GET", "/api/orders")]
    [InlineData("GET", "/api/journal")]
    [InlineData("GET", "/api/health")]
    [InlineData("POST", "/api/queues/order-intents/messages")]
    public async Task Route_WithoutAKey_Is401(string method, string route)
    {
        using HttpClient client = serving.Desk.Client(key: null);

        using HttpResponseMessage answer = await client.SendAsync(new(new(method), route));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData("/api/cycles")]
    [InlineData("/api/queues/order-intents/messages")]
    public async Task Order_WithTheReadKey_Is403(string route)
    {
        using HttpClient client = serving.Desk.Client();

        using HttpResponseMessage answer = await client.PostAsync(route, Requests.Json("{}"));

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Theory]
    [InlineData("not json", "line 1")]
    [InlineData("""{ "markets": "fx" }""", "$.markets")]
    [InlineData("""{ "market": ["fx"] }""", "$.market")]
    [InlineData("""{ "markets": ["moon-rocks"] }""", "moon-rocks")]
    [InlineData("""{ "asOf": "2999-01-01T00:00:00Z" }""", "$.asOf")]
    [InlineData("""{ "asOf": "yesterday" }""", "$.asOf")]
    [InlineData("""{ "requestId": "a/b" }""", "$.requestId")]
    public async Task Cycles_WrongBody_Is400AndNamesThePlace(string body, string place)
    {
        using HttpClient client = serving.Desk.Client("adminKey");

        using HttpResponseMessage answer = await client.PostAsync("/api/cycles", Requests.Json(body));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        JsonNode problem = (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
        Assert.Contains(place, (string)problem["detail"]!, StringComparison.Ordinal);
        Assert.DoesNotContain("TradingBase.Functions", (string)problem["detail"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cycles_TooLargeABody_Is413()
    {
        using HttpClient client = serving.Desk.Client("adminKey");

        using HttpResponseMessage answer = await client.PostAsync(
            "/api/cycles", Requests.Json(new string(' ', 2 << 20)));

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    [Fact]
    public async Task Cycle_Unknown_Is404()
    {
        using HttpClient client = serving.Desk.Client();

        using HttpResponseMessage answer = await client.GetAsync("/api/cycles/cycle-none");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task Queue_WrongMessage_IsPoisonedWithTheReasonAndJournalled()
    {
        using HttpClient client = serving.Desk.Client("adminKey");

        using HttpResponseMessage sent = await client.PostAsync(
            "/api/queues/order-intents/messages", Requests.Json("""{ "intentId": "bad", "quantity": "many" }"""));

        Assert.Equal(HttpStatusCode.Accepted, sent.StatusCode);
        JsonNode line = await Requests.EventuallyAsync(async () =>
        {
            JsonNode page =
                (await client.GetFromJsonAsync<JsonNode>("/api/journal?stream=queue:order-intents"))!;
            return page["lines"]!.AsArray().FirstOrDefault();
        });
        Assert.Equal("message-poisoned", (string)line["kind"]!);
        Assert.Contains("$.quantity", (string)line["body"]!, StringComparison.Ordinal);
    }

    /// <summary>One serving process for the whole class.</summary>
    public sealed class ServingDesk : IAsyncLifetime, IDisposable
    {
        private readonly TempFolder _folder = new();

        internal DeskProcess Desk { get; private set; } = null!;

        public async Task InitializeAsync() => Desk = await DeskProcess.ServeAsync(
            _folder.Path, "--store", "store.db", "--state", "state.db");

        public Task DisposeAsync() => Desk.DisposeAsync().AsTask();

        public void Dispose() => _folder.Dispose();
    }
}
