using System.Buffers.Binary;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;

namespace TradingBase.LocalHost.Engine.Tracing;

/// <summary>Where an instance hangs in a trace: the span that started it, kept in its row.</summary>
/// <param name="parent">The starting span.</param>
internal sealed class TraceLink(ActivityContext parent)
{
    /// <summary>The span that started the instance.</summary>
    internal ActivityContext Parent => parent;

    /// <summary>The link's stored form: W3C's traceparent, and behind a space its tracestate if there is
    /// one.</summary>
    internal string Text { get; } =
        $"00-{parent.TraceId}-{parent.SpanId}-{(int)parent.TraceFlags:x2}"
        + (string.IsNullOrEmpty(parent.TraceState) ? "" : $" {parent.TraceState}");

    /// <summary>The link to a span, if somebody listens to it.</summary>
    internal static TraceLink? To(Activity? span) => span is null ? null : new(span.Context);

    /// <summary>Reads the stored form.</summary>
    /// <returns>Null where there is none.</returns>
    internal static TraceLink? Read(string? text)
    {
        string[] parts = text?.Split(' ', 2) ?? [];
        return parts.Length > 0 && ActivityContext.TryParse(
            parts[0], parts.Length > 1 ? parts[1] : null, isRemote: true, out ActivityContext parent)
            ? new(parent)
            : null;
    }

    /// <summary>The span of an orchestration's generation, whether it was emitted already or not.</summary>
    /// <param name="key">The instance's number in the store.</param>
    /// <param name="generation">Each has a span of its own.</param>
    /// <remarks>
    /// Its id is made from what the store keeps, so that activities of any process point to the same span,
    /// which is emitted only when the generation has ended.
    /// </remarks>
    internal ActivityContext Orchestration(long key, int generation) => new(
        parent.TraceId, SpanId(key, generation), parent.TraceFlags, parent.TraceState, isRemote: true);

    private ActivitySpanId SpanId(long key, int generation)
    {
        byte[] seed = new byte[12 + Encoding.UTF8.GetByteCount(Text)];
        BinaryPrimitives.WriteInt64LittleEndian(seed, key);
        BinaryPrimitives.WriteInt32LittleEndian(seed.AsSpan(8), generation);
        Encoding.UTF8.GetBytes(Text, seed.AsSpan(12));
        return ActivitySpanId.CreateFromBytes(SHA256.HashData(seed).AsSpan(0, 8));
    }
}
