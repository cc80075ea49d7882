using System.Collections.Concurrent;
using System.Diagnostics;

namespace TradingBase.LocalHost.Tests.Engine;

/// <summary>Hears the spans of one trace; other tests' are not its own.</summary>
internal sealed class SpanRecorder : IDisposable
{
    private readonly ConcurrentQueue<Activity> _spans = new();
    private readonly ActivityListener _listener;

    private string? _first;

    public SpanRecorder(params string[] sources)
    {
        _listener = new()
        {
            ShouldListenTo = source => source.Name == "TradingBase.Engine" || sources.Contains(source.Name),
            Sample = (ref ActivityCreationOptions<ActivityContext> options) =>
                options.TraceId == Root.TraceId || options.Name == _first
                    ? ActivitySamplingResult.AllDataAndRecorded
                    : ActivitySamplingResult.None,
            ActivityStarted = span => Root = span.DisplayName == _first ? span.Context : Root,
            ActivityStopped = span =>
            {
                if (span.TraceId == Root.TraceId)
                {
                    _spans.Enqueue(span);
                }
            },
        };
        ActivitySource.AddActivityListener(_listener);
    }

    /// <summary>Hears the trace that a span of a name begins.</summary>
    public static SpanRecorder Of(string first) => new() { _first = first };

    /// <summary>The span above all others: what a caller of the client has current.</summary>
    public ActivityContext Root { get; private set; } = new(
        ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded, isRemote: true);

    /// <summary>All that have ended, in the order of their ends.</summary>
    public IReadOnlyList<Activity> Spans => [.. _spans];

    public Activity Single(string name) => Assert.Single(_spans, span => span.DisplayName == name);

    public IReadOnlyList<Activity> Named(string name) => [.. _spans.Where(span => span.DisplayName == name)];

    /// <summary>Does something below the root.</summary>
    public async Task BelowAsync(Func<Task> act)
    {
        using Activity root = new Activity("root").SetParentId(Root.TraceId, Root.SpanId, Root.TraceFlags);
        root.Start();
        await act();
    }

    public void Dispose() => _listener.Dispose();
}
