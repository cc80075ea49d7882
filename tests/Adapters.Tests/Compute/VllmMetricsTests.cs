using TradingBase.Adapters.Compute;
using TradingBase.Adapters.Http;
using TradingBase.Compute;
using TradingBase.Testing;

namespace TradingBase.Adapters.Tests.Compute;

public sealed class VllmMetricsTests
{
    private const string Scraped =
        """
        # HELP vllm:num_requests_running Number of requests in model execution batches.
        # TYPE vllm:num_requests_running gauge
        vllm:num_requests_running{engine="0",model_name="meta/Llama \"8B\" {chat}"} 7.0
        vllm:num_requests_running{engine="1",model_name="meta/Llama \"8B\" {chat}"} 5.0 1767225600000
        # TYPE vllm:num_requests_waiting gauge
        vllm:num_requests_waiting{engine="0"} 2
        vllm:num_requests_waiting_by_reason{engine="0",reason="capacity"} 900
        vllm:gpu_cache_usage_perc{engine="0"} 0.25
        vllm:kv_cache_usage_perc{engine="1"} 7.5e-1
        process_cpu_seconds_total 12.5
        """;

    [Fact]
    public void Parse_AServersText_AddsItsEnginesAndTakesTheFullestCache() =>
        Assert.Equal(new VllmLoad(12, 2, 0.75), VllmMetrics.Parse(Scraped));

    [Theory]
    [InlineData("vllm:num_requests_running 3", 3, 0, null)]
    [InlineData("vllm:num_requests_waiting\t4\r\n", 0, 4, null)]
    [InlineData("vllm:num_requests_running 3\nvllm:num_requests_running NaN", 3, 0, null)]
    [InlineData("vllm:num_requests_running 3\nvllm:num_requests_running{engine=\"0\" 9", 3, 0, null)]
    [InlineData("vllm:num_requests_running 3\nvllm:num_requests_running -9", 3, 0, null)]
    [InlineData("vllm:num_requests_running 3\nvllm:num_requests_running +Inf", 3, 0, null)]
    [InlineData("vllm:num_requests_running 3\nvllm:num_requests_running", 3, 0, null)]
    [InlineData("vllm:num_requests_running 3\nvllm:num_requests_running{", 3, 0, null)]
    [InlineData("vllm:num_requests_running 3\nvllm:num_requests_running 1000001", 3, 0, null)]
    [InlineData("vllm:num_requests_running 3\nvllm:kv_cache_usage_perc 1.5", 3, 0, null)]
    [InlineData("vllm:num_requests_running 3\nvllm:kv_cache_usage_perc{a=\"}\"} 1", 3, 0, 1.0)]
    public void Parse_LinesThatCannotBe_ArePassedOver(string text, int running, int waiting, double? cache) =>
        Assert.Equal(new VllmLoad(running, waiting, cache), VllmMetrics.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("<html>Not here</html>")]
    [InlineData("#vllm:num_requests_running 3")]
    [InlineData("vllm:kv_cache_usage_perc 0.5")]
    public void Parse_NoLoad_IsNothing(string text) => Assert.Null(VllmMetrics.Parse(text));

    [Fact]
    public async Task Read_AServer_IsAskedWithoutTheKey()
    {
        await using ModelServer server = new(
            _ => Task.FromResult(new ModelPlay("200 OK", "text/plain; version=0.0.4", Scraped)));
        server.Open();
        ManualClock clock = new(Some.DeskTime);
        using ModelConnections connections = new(_ => "sk-test", clock);

        VllmLoad? load = await new VllmMetrics(connections, clock)
            .ReadAsync(At(new(server.Address, "/metrics")), default);

        Assert.Equal(new VllmLoad(12, 2, 0.75), load);
        ModelQuestion asked = Assert.Single(server.Questions);
        Assert.Equal("GET /metrics", asked.Line);
        Assert.DoesNotContain("sk-test", asked.Head, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("404 Not Found", ComputeFailure.Broken)]
    [InlineData(ModelPlay.Stalls, ComputeFailure.TimedOut)]
    public async Task Read_AServerThatTellsNone_IsUnavailable(string status, ComputeFailure expected)
    {
        TaskCompletionSource asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using ModelServer server = new(_ =>
        {
            asked.SetResult();
            return Task.FromResult(status == ModelPlay.Stalls
                ? new ModelPlay("200 OK", "text/plain", ModelPlay.Stalls)
                : new ModelPlay(status, "text/plain", ""));
        });
        server.Open();
        ManualClock clock = new(Some.DeskTime);
        using ModelConnections connections = new(_ => null, clock);
        Task<VllmLoad?> reading = new VllmMetrics(connections, clock).ReadAsync(At(server.Address), default);
        await asked.Task;

        if (status == ModelPlay.Stalls)
        {
            clock.Advance(TimeSpan.FromSeconds(2));
        }

        Assert.Equal(
            expected, (await Assert.ThrowsAsync<ComputeUnavailableException>(() => reading)).Failure);
    }

    [Fact]
    public async Task Read_AnEndpointWithoutMetrics_AsksNobody()
    {
        using ModelConnections connections = new(_ => null, TimeProvider.System);

        Assert.Null(await new VllmMetrics(connections, TimeProvider.System)
            .ReadAsync(Some.Endpoint(), default));
    }

    private static Endpoint At(Uri address) => Some.Endpoint() with { MetricsAddress = address };
}
