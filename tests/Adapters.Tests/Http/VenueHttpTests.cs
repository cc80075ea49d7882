using System.Globalization;
using System.Net;
using System.Text.Json;
using TradingBase.Adapters.Http;
using TradingBase.Testing;

namespace TradingBase.Adapters.Tests.Http;

public sealed class VenueHttpTests : IDisposable
{
    private const string Secret = "very-secret-value";
    private static readonly DateTimeOffset Start = new(2026, 1, 5, 14, 30, 0, TimeSpan.Zero);

    private readonly ManualClock _clock = new(Start);
    private readonly ScriptedVenue _venue = new();
    private readonly VenueSettings _settings = new()
    {
        BaseUrl = new("http://localhost:1/base/"),
        Secret = new("DESK_SECRET", _ => Secret),
        MaxAnswerBytes = 1_000,
        Timeout = TimeSpan.FromSeconds(2),
    };

    public void Dispose() => _venue.Dispose();

    [Theory]
    [InlineData(200, "{}", "Done", null)]
    [InlineData(200, "", "Done", null)]
    [InlineData(207, "[]", "Done", null)]
    [InlineData(200, """{"fault":"7"}""", "Refused", "7")]
    [InlineData(200, "Exceeded the daily hits limit", "Unknown", null)]
    [InlineData(400, """{"fault":"7"}""", "Refused", "7")]
    [InlineData(400, """{"fault":"lost"}""", "Unknown", "lost")]
    [InlineData(400, "{}", "Unknown", null)]
    [InlineData(403, "<html>", "Unknown", null)]
    [InlineData(408, """{"fault":"7"}""", "Unknown", "7")]
    [InlineData(429, "", "RateLimited", null)]
    [InlineData(418, """{"fault":"7"}""", "Banned", "7")]
    [InlineData(301, "", "Unknown", null)]
    [InlineData(500, """{"fault":"7"}""", "Unknown", "7")]
    [InlineData(504, "", "Unknown", null)]
    public async Task Send_EveryStatusAndBody_ProvesWhatItProvesAndNoMore(
        int status, string body, string kind, string? code)
    {
        _venue.On("GET /base/x", body, (HttpStatusCode)status);

        VenueAnswer answer = await AskAsync();

        Assert.Equal((kind, status, code), (answer.Kind.ToString(), answer.Status, answer.Code));
        Assert.Equal(kind == "Done", answer.Message.Length == 0);
    }

    [Theory]
    [InlineData("Retry-After", "7", 7)]
    [InlineData("Retry-After", "Mon, 05 Jan 2026 14:30:09 GMT", 9)]
    [InlineData("Retry-After", "Mon, 05 Jan 2026 14:29:00 GMT", 0)]
    [InlineData("X-Wait", "11", 11)]
    [InlineData("X-Other", "11", null)]
    public async Task Send_TooManyRequests_TellsHowLongToWait(string header, string value, int? seconds)
    {
        _venue.On("GET", "", HttpStatusCode.TooManyRequests, headers: (header, value));

        VenueAnswer answer = await AskAsync();

        Assert.Equal(seconds, (int?)answer.RetryAfter?.TotalSeconds);
    }

    [Fact]
    public async Task Send_ALineThatBreaks_IsUnknownWithoutTheSecretsInItsWords()
    {
        _venue.On("GET", seen =>
        {
            _settings.Secret!.Reveal();
            throw new HttpRequestException(
                $"No route to https://x/?a=1&signature=abcdef0123 for {Secret}\r\nX: y, \"token\": \"zzz\".");
        });

        VenueAnswer answer = await AskAsync();

        Assert.Equal((VenueAnswerKind.Unknown, 0), (answer.Kind, answer.Status));
        Assert.Equal(
            "The line broke: No route to https://x/?a=1&signature=*** for *** X: y, \"token\": \"***\".",
            answer.Message);
    }

    [Fact]
    public async Task Send_WordsOfTheVenue_AreCleanedAndBounded()
    {
        _settings.Secret!.Reveal();
        _venue.On(
            "GET",
            JsonSerializer.Serialize(new { fault = Secret, words = $"{Secret} {new string('x', 500)}" }),
            HttpStatusCode.BadRequest);

        VenueAnswer answer = await AskAsync();

        Assert.Equal("***", answer.Code);
        Assert.DoesNotContain(Secret, answer.Message, StringComparison.Ordinal);
        Assert.InRange(answer.Message.Length, 1, 330);
        Assert.DoesNotContain(Secret, _settings.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, _settings.Secret.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_NoAnswerInTime_IsUnknown()
    {
        TaskCompletionSource never = new();
        using VenueHttp http = Make(new SlowVenue(never.Task));

        Task<VenueAnswer> asked = http.SendAsync(Request(), (_, _) => { }, default);
        _clock.Advance(TimeSpan.FromSeconds(2));
        VenueAnswer answer = await asked;

        Assert.Equal(
            (VenueAnswerKind.Unknown, "No answer within 2 s."), (answer.Kind, answer.Message));
    }

    [Fact]
    public async Task Send_AbandonedByTheCaller_Throws()
    {
        using CancellationTokenSource gone = new();
        using VenueHttp http = Make(new SlowVenue(new TaskCompletionSource().Task));

        Task<VenueAnswer> asked = http.SendAsync(Request(), (_, _) => { }, gone.Token);
        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
    }

    [Theory]
    [InlineData(1_000, "Done")]
    [InlineData(1_001, "Unknown")]
    public async Task Send_AnswersUpToTheBound_AreRead(int bytes, string kind)
    {
        _venue.On("GET", $"\"{new string('x', bytes - 2)}\"");

        Assert.Equal(kind, (await AskAsync()).Kind.ToString());
    }

    [Theory]
    [InlineData("https://api.example.com", true)]
    [InlineData("http://127.0.0.1:80", true)]
    [InlineData("http://localhost", true)]
    [InlineData("http://api.example.com", false)]
    [InlineData("http://10.0.0.1", false)]
    public void Make_AnAddress_IsHttpsOrThisMachine(string address, bool safe)
    {
        if (safe)
        {
            using VenueHttp http = Make(_venue, address);
            Assert.Equal(new Uri(address), http.BaseUrl);
        }
        else
        {
            Assert.Throws<ArgumentException>(() => Make(_venue, address));
        }
    }

    [Fact]
    public async Task Send_AnEncodedQuery_ArrivesAsItWasSigned()
    {
        _venue.On("GET", "{}");
        using VenueHttp http = Make(_venue);

        await http.SendAsync(Request("/x?s=%EF%BC%91%2F&b=a%20b"), (_, _) => { }, default);

        Assert.Equal("/base/x?s=%EF%BC%91%2F&b=a%20b", _venue.Requests[0].PathAndQuery);
    }

    [Theory]
    [InlineData("\"0.00000001\"", "0.00000001")]
    [InlineData("1E-8", "0.00000001")]
    [InlineData("\"1.5e+3\"", "1500")]
    [InlineData("12.50", "12.5")]
    [InlineData("-0", "0")]
    public void Number_EveryWayToWriteIt_IsReadAndWrittenPlain(string json, string expected) =>
        Assert.Equal(expected, VenueNumber.Write(Fields($$"""{"n":{{json}}}""").Number("n")));

    [Theory]
    [InlineData("\"1,5\"")]
    [InlineData("\"NaN\"")]
    [InlineData("1e400")]
    [InlineData("{}")]
    [InlineData("null")]
    public void Number_WhatIsNone_IsSaidAndNotGuessed(string json) =>
        Assert.Throws<Execution.VenueUnavailableException>(
            () => Fields($$"""{"n":{{json}}}""").Number("n"));

    [Fact]
    public void Moment_WithNanoseconds_IsReadInUtc() => Assert.Equal(
        new DateTimeOffset(2021, 3, 16, 18, 38, 1, TimeSpan.Zero).AddTicks(9422821),
        Fields("""{"t":"2021-03-16T14:38:01.942282149-04:00"}""").Moment("t"));

    private static VenueFields Fields(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return new("venue", "a test", document.RootElement.Clone());
    }

    private async Task<VenueAnswer> AskAsync()
    {
        using VenueHttp http = Make(_venue);
        return await http.SendAsync(Request(), (_, _) => { }, default);
    }

    private static HttpRequestMessage Request(string path = "/x") =>
        new(HttpMethod.Get, new Uri(path, UriKind.Relative));

    private VenueHttp Make(HttpMessageHandler handler, string? address = null) => new(
        new()
        {
            BaseUrl = new("https://nowhere.invalid"),
            Buckets = [],
            FindFault = json => json.ValueKind is JsonValueKind.Object
                && json.TryGetProperty("fault", out JsonElement fault)
                ? new(
                    fault.GetString()!,
                    json.TryGetProperty("words", out JsonElement words) ? words.GetString()! : "",
                    fault.GetString() == "lost" ? VenueAnswerKind.Unknown : null)
                : null,
            ReadWait = (headers, _) => headers.TryGetValues("X-Wait", out IEnumerable<string>? values)
                ? TimeSpan.FromSeconds(int.Parse(values.First(), CultureInfo.InvariantCulture))
                : null,
        },
        address is null ? _settings : _settings with { BaseUrl = new(address) }, handler, _clock);

    private sealed class SlowVenue(Task answer) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await answer.WaitAsync(cancellationToken);
            return ScriptedVenue.Answer("{}");
        }
    }
}
