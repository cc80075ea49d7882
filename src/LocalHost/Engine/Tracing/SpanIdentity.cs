using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace TradingBase.LocalHost.Engine.Tracing;

/// <summary>Gives a span the id that others point to already.</summary>
/// <remarks>
/// .NET draws every span's id itself and has no way to say one. An orchestration's span is emitted when the
/// orchestration has ended, perhaps in another process than the one that ran its first activities, which
/// already name it as their parent. So its id is written into the two private fields that hold it: the only
/// place where this project reaches into another's. A test would tell if their names changed.
/// </remarks>
internal static class SpanIdentity
{
    /// <summary>Sets a started span's id; before it has ended, so that listeners to the end see it.</summary>
    internal static void Set(Activity span, ActivitySpanId id)
    {
        SpanIdOf(span) = id.ToHexString();

        // Made from the other when it is asked for.
        IdOf(span) = null;
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_spanId")]
    private static extern ref string? SpanIdOf(Activity span);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_id")]
    private static extern ref string? IdOf(Activity span);
}
