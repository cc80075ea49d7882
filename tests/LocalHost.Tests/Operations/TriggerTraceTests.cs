using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using TradingBase.LocalHost.Engine;
using TradingBase.LocalHost.Engine.Functions;
using TradingBase.LocalHost.Pumps;
using TradingBase.LocalHost.Tests.Engine;
using TradingBase.LocalHost.Tests.Pumps;

namespace TradingBase.LocalHost.Tests.Operations;

/// <summary>Item 64 from the door on: a request, a message or a timer, and all that follows, is one
/// trace.</summary>
public sealed class TriggerTraceTests
{
    [Fact]
    public async Task Item64_Request_IsAboveTheOrchestrationsThatItStarts()
    {
        using SpanRecorder spans = new("Microsoft.AspNetCore");
        await using EngineRig rig = await EngineRig.StartAsync(new EngineOptions(), Works.All);
        using PumpRoom room = new(singletons: [new Handle(rig.Client)]);
        await using PumpHost host = await StartAsync(room, typeof(OnAsked));
        using HttpClient http = new() { BaseAddress = host.Address };
        using HttpRequestMessage request = new(HttpMethod.Post, new Uri("/ask/a", UriKind.Relative));
        request.Headers.Add("traceparent", $"00-{spans.Root.TraceId}-{spans.Root.SpanId}-01");

        using HttpResponseMessage answer = await http.SendAsync(request);
        await rig.EndAsync("a");
        await rig.SettleAsync();

        Assert.True(answer.IsSuccessStatusCode);
        await AssertOneTraceAsync(spans, () => spans.Spans.Any(span => span.Source.Name == "Microsoft.AspNetCore"));
        Activity server = Assert.Single(spans.Spans, span => span.Source.Name == "Microsoft.AspNetCore");
        Assert.Equal(server.SpanId, spans.Single("create_orchestration:Child").ParentSpanId);
    }

    [Fact]
    public async Task Item64_Message_IsAboveTheOrchestrationsThatItStarts()
    {
        using SpanRecorder spans = SpanRecorder.Of($"trigger:{nameof(OnQueued)}");
        await using EngineRig rig = await EngineRig.StartAsync(new EngineOptions(), Works.All);
        using PumpRoom room = new(singletons: [new Handle(rig.Client)]);
        await using PumpHost host = await StartAsync(room, typeof(OnQueued));

        await room.Queues.Open("asked").SendAsync(
            BinaryData.FromString("a"), TimeSpan.Zero, CancellationToken.None);
        await rig.EndAsync("a");
        await rig.SettleAsync();

        await AssertOneTraceAsync(spans, () => spans.Named($"trigger:{nameof(OnQueued)}").Count > 0);
        Activity trigger = spans.Single($"trigger:{nameof(OnQueued)}");
        Assert.Equal((ActivityKind.Consumer, "pubsub"), (trigger.Kind, trigger.GetTagItem("faas.trigger")));
        Assert.Equal(trigger.SpanId, spans.Single("create_orchestration:Child").ParentSpanId);
    }

    [Fact]
    public async Task Item64_Timer_IsAboveTheOrchestrationsThatItStarts()
    {
        using SpanRecorder spans = SpanRecorder.Of($"trigger:{nameof(OnDue)}");
        await using EngineRig rig = await EngineRig.StartAsync(new EngineOptions(), Works.All);
        using PumpRoom room = new(singletons: [new Handle(rig.Client)]);
        await using PumpHost host = await StartAsync(room, typeof(OnDue));

        await rig.EndAsync("due");
        await rig.SettleAsync();

        await AssertOneTraceAsync(spans, () => spans.Named($"trigger:{nameof(OnDue)}").Count > 0);
        Assert.Equal(
            spans.Single($"trigger:{nameof(OnDue)}").SpanId,
            spans.Single("create_orchestration:Child").ParentSpanId);
    }

    // The trigger's own span ends a moment after what it has started.
    private static async Task AssertOneTraceAsync(SpanRecorder spans, Func<bool> ended)
    {
        await Eventually(ended).WaitAsync(Patience.Limit);
        Activity create = spans.Single("create_orchestration:Child");
        Activity whole = spans.Single("orchestration:Child");
        Assert.Equal(create.SpanId, whole.ParentSpanId);
        Assert.Equal(whole.SpanId, spans.Single("activity:Double").ParentSpanId);
    }

    private static async Task Eventually(Func<bool> seen)
    {
        while (!seen())
        {
            await Task.Delay(10);
        }
    }

    private static Task<PumpHost> StartAsync(PumpRoom room, params Type[] functions) => PumpHost.StartAsync(
        room.Services,
        new FunctionIndex(functions),
        new()
        {
            Settings = room.Settings,
            Keys = new("read-key-0123456789", "admin-key-0123456789", "id", new byte[32]),
            Port = 0,
        },
        CancellationToken.None);

    private sealed class Handle(DurableTaskClient client)
    {
        internal Task<string> BeginAsync(string id) => client.ScheduleNewOrchestrationInstanceAsync(
            "Child", 1, new StartOrchestrationOptions(id));
    }

    private sealed class OnAsked(Handle handle)
    {
        [Function(nameof(OnAsked))]
        public async Task<IResult> RunAsync(
            [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "ask/{id}")] HttpRequest request, string id)
        {
            await handle.BeginAsync(id);
            return Results.Ok(request.Path.Value);
        }
    }

    private sealed class OnQueued(Handle handle)
    {
        [Function(nameof(OnQueued))]
        public Task<string> RunAsync([QueueTrigger("asked")] string id) => handle.BeginAsync(id);
    }

    private sealed class OnDue(Handle handle)
    {
        [Function(nameof(OnDue))]
        public Task<string> RunAsync([TimerTrigger("0 0 0 1 1 *", RunOnStartup = true)] TimerInfo timer) =>
            handle.BeginAsync(timer is null ? "never" : "due");
    }
}
