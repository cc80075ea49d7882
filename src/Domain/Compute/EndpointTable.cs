using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TradingBase.Compute;

/// <summary>Up to 64 endpoints as columns of numbers: one instruction weighs several of them.</summary>
/// <remarks>
/// A row may be written while others choose: a choice can then see half of the change, and be a little off;
/// rooms are taken apart, and exactly. Every column is a multiple of the vector's width long; rows beyond the
/// last have no room.
/// </remarks>
public sealed class EndpointTable
{
    /// <summary>How many rows fit: one bit each in an allow-list.</summary>
    public const int MostRows = 64;

    private const double Million = 1e6;

    private const int Columns = 12;

    private readonly float[] _numbers;
    private readonly long[] _closedUntil;

    /// <summary>Makes a table of closed rows without room.</summary>
    /// <param name="count">How many endpoints; 0 to 64.</param>
    public EndpointTable(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, MostRows);
        int width = Vector<float>.Count;
        Count = count;
        Length = (count + width - 1) / width * width;
        _numbers = new float[Columns * Length];
        _closedUntil = new long[Length];
        Array.Fill(_closedUntil, long.MaxValue);
        Rooms = new(count, Length);
    }

    /// <summary>How many endpoints.</summary>
    public int Count { get; }

    /// <summary>How much more each takes.</summary>
    public EndpointRooms Rooms { get; }

    /// <summary>Rows of a column, those that only fill up the last vector included.</summary>
    internal int Length { get; }

    /// <summary>Writes an endpoint's numbers; its rooms are written apart.</summary>
    /// <param name="row">Which; below <see cref="Count"/>.</param>
    /// <param name="endpoint">Its numbers.</param>
    public void Set(int row, EndpointRow endpoint)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentOutOfRangeException.ThrowIfNegative(row);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(row, Count);
        decimal input = endpoint.UsdPerMillionInputTokens;
        decimal cached = endpoint.UsdPerMillionCachedInputTokens ?? input;

        // Money becomes a weight here: a choice needs seven digits, and a bill is never made of it.
        Write(row, RouteColumn.UsdPerInputToken, (double)input / Million);
        Write(row, RouteColumn.UsdPerCachedToken, (double)cached / Million);
        Write(row, RouteColumn.UsdPerOutputToken, (double)endpoint.UsdPerMillionOutputTokens / Million);
        Write(row, RouteColumn.UsdPerAnswer, (double)endpoint.UsdPerAnswer);
        double mean = endpoint.OutputToken.Mean;
        Write(row, RouteColumn.FirstTokenMean, endpoint.FirstToken.Mean);
        Write(row, RouteColumn.FirstTokenVariance, endpoint.FirstToken.Variance);
        Write(row, RouteColumn.OutputTokenMean, mean);
        Write(row, RouteColumn.OutputTokenMeanSquared, mean * mean);
        Write(row, RouteColumn.OutputTokenVariance, endpoint.OutputToken.Variance);
        Write(row, RouteColumn.Success, (1 - endpoint.FailureProbability) * endpoint.DomainHealth);
        Write(row, RouteColumn.ShadowUsdPerToken, endpoint.ShadowUsdPerMillionTokens / Million);
        Write(row, RouteColumn.ShadowUsdPerSecond, endpoint.ShadowUsdPerSecond);
        Close(row, endpoint.ClosedUntil);
    }

    /// <summary>Closes an endpoint for a while, or opens it.</summary>
    /// <param name="row">Which; below <see cref="Count"/>.</param>
    /// <param name="until">Before when it is not asked, UTC; null opens it.</param>
    public void Close(int row, DateTimeOffset? until)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(row, Count);
        Volatile.Write(ref _closedUntil[row], until?.UtcTicks ?? 0);
    }

    /// <summary>Where the numbers of some rows begin: blocks of as many rows as a vector takes.</summary>
    /// <param name="row">The first: a multiple of the vector's width, below <see cref="Length"/>.</param>
    /// <remarks>A block holds one column after the other, each a constant distance from its start.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ref float Block(int row) => ref Unsafe.Add(
        ref MemoryMarshal.GetArrayDataReference(_numbers), unchecked((nuint)(uint)(row * Columns)));

    /// <summary>Where one number is.</summary>
    internal static int Index(int columns, int column, int row)
    {
        int lane = row % Vector<float>.Count;
        return ((row - lane) * columns) + (column * Vector<float>.Count) + lane;
    }

    /// <summary>Whether some rows are open: all bits of a lane or none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Vector<int> ReadOpen(int row, long now)
    {
        nuint at = (nuint)(uint)row;
        ref long first = ref MemoryMarshal.GetArrayDataReference(_closedUntil);
        Vector<long> moment = new(now);
        return Vector.Narrow(
            Vector.LessThanOrEqual(Vector.LoadUnsafe(ref first, at), moment),
            Vector.LessThanOrEqual(
                Vector.LoadUnsafe(ref first, unchecked(at + (nuint)Vector<long>.Count)), moment));
    }

    private void Write(int row, RouteColumn column, double value) =>
        _numbers[Index(Columns, (int)column, row)] = (float)value;

    /// <summary>Until when an endpoint is closed, ticks UTC.</summary>
    internal long ClosedUntil(int row) => Volatile.Read(ref _closedUntil[row]);
}
