using TradingBase.Adapters.Http;
using TradingBase.Compute;
using TradingBase.Testing;

namespace TradingBase.Adapters.Tests.Http;

public sealed class RateLimitHeadersTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Read_AnthropicsHeaders_FillEveryReading()
    {
        EndpointRoom? room = Read(
            "anthropic-ratelimit-requests-limit: 50", "anthropic-ratelimit-requests-remaining: 49",
            "anthropic-ratelimit-requests-reset: 2026-03-02T12:00:02Z",
            "anthropic-ratelimit-input-tokens-limit: 30000",
            "anthropic-ratelimit-input-tokens-remaining: 28000",
            "anthropic-ratelimit-input-tokens-reset: 2026-03-02T12:00:04+00:00",
            "anthropic-ratelimit-output-tokens-limit: 8000",
            "anthropic-ratelimit-output-tokens-remaining: 8000",
            "anthropic-ratelimit-output-tokens-reset: 2026-03-02T11:59:59Z",
            "anthropic-ratelimit-tokens-limit: 38000", "anthropic-ratelimit-tokens-remaining: 36000",
            "anthropic-ratelimit-tokens-reset: 2026-03-02T12:00:04.5Z");

        Assert.Equal(
            new EndpointRoom(
                Now, new(49, 50, Now.AddSeconds(2)), new(28000, 30000, Now.AddSeconds(4)),
                new(8000, 8000, Now), new(36000, 38000, Now.AddSeconds(4.5))),
            room);
    }

    [Fact]
    public void Read_OpenAisHeaders_FillRequestsAndTokens() => Assert.Equal(
        new EndpointRoom(
            Now, new(59, 60, Now.AddSeconds(1)), null, null, new(149_984, 150_000, Now.AddMinutes(6))),
        Read(
            "x-ratelimit-limit-requests: 60", "x-ratelimit-limit-tokens: 150000",
            "x-ratelimit-remaining-requests: 59", "x-ratelimit-remaining-tokens: 149984",
            "x-ratelimit-reset-requests: 1s", "x-ratelimit-reset-tokens: 6m0s"));

    [Fact]
    public void Read_NamesOfCompatibles_AreKnown() => Assert.Equal(
        new EndpointRoom(Now, new(14_000, 14_400, Now.AddSeconds(33.5)), null, null, new(59_000)),
        Read(
            "x-ratelimit-limit-requests-day: 14400", "x-ratelimit-remaining-requests-day: 14000",
            "x-ratelimit-reset-requests-day: 33.5", "x-ratelimit-remaining-tokens-minute: 59000"));

    [Fact]
    public void Read_NoHeaders_TellsNothing() => Assert.Null(Read("content-type: text/plain"));

    // What is left, its limit, when it is full again: what is made of them (null: nothing).
    [Theory]
    [InlineData("10", "50", "5s", 10L, 50L, 5.0)]
    [InlineData("0", "50", "20ms", 0L, 50L, 0.02)]
    [InlineData("10", null, null, 10L, null, null)]
    [InlineData("-1", "50", "5s", null, null, null)]
    [InlineData("1.5", "50", "5s", null, null, null)]
    [InlineData("1,000", "50", "5s", null, null, null)]
    [InlineData("", "50", "5s", null, null, null)]
    [InlineData("NaN", "50", "5s", null, null, null)]
    [InlineData("1000000000000", null, "5s", 1_000_000_000_000L, null, 5.0)]
    [InlineData("1000000000001", null, "5s", null, null, null)]
    [InlineData("51", "50", "5s", 50L, 50L, 5.0)]
    [InlineData("10", "0", "5s", 10L, null, 5.0)]
    [InlineData("10", "-50", "5s", 10L, null, 5.0)]
    [InlineData("10", "9999999999999", "5s", 10L, null, 5.0)]
    [InlineData("10", "50", "25h", 10L, 50L, 90_000.0)]
    [InlineData("10", "50", "25h1s", 10L, 50L, null)]
    [InlineData("10", "50", "999999999", 10L, 50L, null)]
    [InlineData("10", "50", "soon", 10L, 50L, null)]
    [InlineData("10", "50", "-5s", 10L, 50L, null)]
    [InlineData("10", "50", "2026-03-02T11:59:00Z", 10L, 50L, 0.0)]
    [InlineData("10", "50", "2026-03-02T11:58:59Z", null, null, null)]
    [InlineData("10", "50", "2036-03-02T12:00:00Z", 10L, 50L, null)]
    [InlineData("10", "50", "9999-12-31T23:59:59Z", 10L, 50L, null)]
    [InlineData("10", "50", "0001-01-01T00:00:00Z", 10L, 50L, null)]
    public void Read_OneLimit_IsBounded(
        string left, string? limit, string? reset, long? expected, long? expectedLimit, double? fullSeconds)
    {
        RoomReading? reading = Read(
            $"x-ratelimit-remaining-requests: {left}", $"x-ratelimit-limit-requests: {limit}",
            $"x-ratelimit-reset-requests: {reset}")?.Requests;

        Assert.Equal(
            expected is { } sound
                ? new(sound, expectedLimit, fullSeconds is { } full ? Now.AddSeconds(full) : null)
                : null,
            reading);
    }

    // The answer's date, and when it says that the window ends: how far away that is by this clock.
    [Theory]
    [InlineData("Mon, 02 Mar 2026 12:00:03 GMT", "2026-03-02T12:00:33Z", 30)]
    [InlineData("Mon, 02 Mar 2026 11:55:00 GMT", "2026-03-02T11:55:30Z", 30)]
    [InlineData("Mon, 02 Mar 2026 11:54:59 GMT", "2026-03-02T12:00:30Z", 30)]
    [InlineData("yesterday", "2026-03-02T12:00:30Z", 30)]
    public void Read_AClockThatIsWrong_IsTakenByItself(string date, string reset, int seconds) =>
        Assert.Equal(
        Now.AddSeconds(seconds),
        Read(
            $"date: {date}", "anthropic-ratelimit-requests-remaining: 1",
            $"anthropic-ratelimit-requests-reset: {reset}")?.Requests?.FullAt);

    [Theory]
    [InlineData("retry-after: 7", 7_000)]
    [InlineData("retry-after: 0.5", 500)]
    [InlineData("retry-after: 6m0s", 360_000)]
    [InlineData("retry-after-ms: 250", 250)]
    [InlineData("retry-after-ms: 250\nretry-after: 7", 250)]
    [InlineData("retry-after-ms: x\nretry-after: 7", 7_000)]
    [InlineData("retry-after: Mon, 02 Mar 2026 12:00:30 GMT", 30_000)]
    [InlineData("date: Mon, 02 Mar 2026 12:00:10 GMT\nretry-after: Mon, 02 Mar 2026 12:00:30 GMT", 20_000)]
    [InlineData("retry-after: Mon, 02 Mar 2026 11:00:00 GMT", null)]
    [InlineData("retry-after: 0", null)]
    [InlineData("retry-after: -7", null)]
    [InlineData("retry-after: NaN", null)]
    [InlineData("retry-after: 1e300", null)]
    [InlineData("retry-after: 86400", 3_600_000)]
    [InlineData("retry-after: Fri, 31 Dec 9999 23:59:59 GMT", null)]
    [InlineData("content-type: text/plain", null)]
    public void RetryAfter_OfEveryForm_IsBoundedToAnHour(string headers, int? expectedMs) => Assert.Equal(
        expectedMs is { } wait ? TimeSpan.FromMilliseconds(wait) : null,
        RateLimitHeaders.RetryAfter(Header(headers.Split('\n')), Now));

    [Fact]
    public Task Read_AnyText_NeverThrowsAndNeverBelievesTooMuch() => Property.ForAllAsync(
        random =>
        {
            string Some() => new([.. Enumerable.Range(0, random.Next(12))
                .Select(_ => "0123456789.:-+TZhms eE"[random.Next(22)])]);
            string[] headers =
            [
                $"x-ratelimit-remaining-tokens: {Some()}", $"x-ratelimit-limit-tokens: {Some()}",
                $"x-ratelimit-reset-tokens: {Some()}", $"retry-after: {Some()}", $"date: {Some()}",
            ];

            RoomReading? reading = Read(headers)?.TotalTokens;
            TimeSpan? wait = RateLimitHeaders.RetryAfter(Header(headers), Now);

            Assert.True(reading is null or { Left: >= 0 });
            Assert.True(reading?.FullAt is not { } full || (full >= Now && full <= Now.AddHours(25)));
            Assert.True(wait is null || (wait > TimeSpan.Zero && wait <= TimeSpan.FromHours(1)));
            return Task.CompletedTask;
        },
        count: 20_000);

    private static EndpointRoom? Read(params string[] headers) => RateLimitHeaders.Read(Header(headers), Now);

    private static Func<string, string?> Header(string[] lines) => name => lines
        .Where(line => line.StartsWith(name + ": ", StringComparison.Ordinal))
        .Select(line => line[(name.Length + 2)..])
        .FirstOrDefault();
}
