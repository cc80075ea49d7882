using System.Numerics;
using System.Runtime.CompilerServices;

namespace TradingBase.Compute;

/// <summary>A question made ready to be held against every row.</summary>
internal readonly struct RouteTerms
{
    // A deadline that is over leaves a time that no endpoint can keep, and a logarithm that exists.
    private const double LeastSeconds = 1e-9, MostSeconds = 1e9, SecondsOfATick = 1e-7;

    // Times that never vary would divide by zero: they vary by a hundredth.
    private const float LeastSpread = 1e-4f;

    private static readonly Vector<int> Lanes = Vector.CreateSequence(0, 1);
    private static readonly Vector<int> Bits = Vector.Create<int>(
        Enumerable.Range(0, Vector<int>.Count).Select(lane => 1 << lane).ToArray());

    private readonly float _input, _cached, _output, _declared, _squares, _variance, _logSeconds, _missUsd;
    private readonly int _cachedAt, _inputNeed, _outputNeed, _declaredNeed;
    private readonly ulong _allowed;
    private readonly long _now;

    internal RouteTerms(in RouteQuestion question, DateTimeOffset now)
    {
        double mean = question.OutputTokens;
        double variance = question.OutputDeviation * question.OutputDeviation;
        _now = now.UtcTicks;
        _input = question.InputTokens;
        _cached = Math.Min(question.CachedTokens, question.InputTokens);
        _cachedAt = question.CachedAt;
        _output = (float)mean;
        _declared = question.DeclaredTokens;
        _squares = (float)((mean * mean) + variance);
        _variance = (float)variance;
        _missUsd = (float)question.MissUsd;
        double seconds = (question.Deadline.UtcTicks - _now) * SecondsOfATick;
        _logSeconds = RouteMaths.Log(new((float)Math.Clamp(seconds, LeastSeconds, MostSeconds)))[0];
        _inputNeed = question.InputTokens;
        _outputNeed = question.MaxOutputTokens;
        _declaredNeed = question.DeclaredTokens;
        _allowed = question.Allowed;
    }

    /// <summary>Numbers of the rows from one on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector<int> Rows(int row) => Lanes + new Vector<int>(row);

    /// <summary>Whether rows may answer, are open and have room: all bits of a lane or none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Vector<int> Able(EndpointTable table, int row)
    {
        Vector<int> listed = new Vector<int>(unchecked((int)(_allowed >> row))) & Bits;
        Vector<int> one = Vector<int>.One;
        ref int rooms = ref table.Rooms.Block(row);
        return Vector.Equals(listed, Bits) & table.ReadOpen(row, _now)
            & Vector.GreaterThanOrEqual(At(ref rooms, RoomKind.Places), one)
            & Vector.GreaterThanOrEqual(At(ref rooms, RoomKind.Requests), one)
            & Vector.GreaterThanOrEqual(
                At(ref rooms, RoomKind.InputTokens), new Vector<int>(_inputNeed))
            & Vector.GreaterThanOrEqual(
                At(ref rooms, RoomKind.OutputTokens), new Vector<int>(_outputNeed))
            & Vector.GreaterThanOrEqual(At(ref rooms, RoomKind.Tokens), new Vector<int>(_declaredNeed));
    }

    /// <summary>What the tokens cost, US dollars.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Vector<float> Tokens(ref float block, Vector<int> rows)
    {
        Vector<float> held = Vector.ConditionalSelect(
            Vector.Equals(rows, new Vector<int>(_cachedAt)), new Vector<float>(_cached),
            Vector<float>.Zero);
        Vector<float> fresh = new Vector<float>(_input) - held;
        Vector<float> input = RouteMaths.Fused(
            At(ref block, RouteColumn.UsdPerCachedToken), held,
            At(ref block, RouteColumn.UsdPerInputToken) * fresh);
        return RouteMaths.Fused(At(ref block, RouteColumn.UsdPerOutputToken), new(_output), input)
            + At(ref block, RouteColumn.UsdPerAnswer);
    }

    /// <summary>How long an answer takes in the mean, seconds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Vector<float> Seconds(ref float block) =>
        RouteMaths.Fused(
            At(ref block, RouteColumn.OutputTokenMean), new(_output),
            At(ref block, RouteColumn.FirstTokenMean));

    /// <summary>What the capacity would be worth to others, US dollars.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Vector<float> Shadow(ref float block, Vector<float> seconds) =>
        RouteMaths.Fused(
            At(ref block, RouteColumn.ShadowUsdPerSecond), seconds,
            At(ref block, RouteColumn.ShadowUsdPerToken) * _declared);

    /// <summary>How many deviations of its logarithm the time that is left is above the mean.</summary>
    /// <remarks>
    /// First token plus output: mean and variance of the sum, of a random number of tokens that share one
    /// pace, then the log-normal that has both; within 0.03 of draws, nearest in the far tail. Source:
    /// Fenton, The Sum of Log-Normal Probability Distributions in Scatter Transmission Systems, 1960.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Vector<float> Slack(ref float block, Vector<float> seconds)
    {
        Vector<float> variance = RouteMaths.Fused(
            At(ref block, RouteColumn.OutputTokenMeanSquared), new(_variance), RouteMaths.Fused(
                At(ref block, RouteColumn.OutputTokenVariance), new(_squares),
                At(ref block, RouteColumn.FirstTokenVariance)));
        Vector<float> first = RouteMaths.Log(seconds);
        Vector<float> second = RouteMaths.Log(RouteMaths.Fused(seconds, seconds, variance));
        Vector<float> spread = Vector.MaxNative(
            second - (first + first), new Vector<float>(LeastSpread));
        return RouteMaths.Fused(spread, new(0.5f), new Vector<float>(_logSeconds) - first)
            / Vector.SquareRoot(spread);
    }

    /// <summary>Chance that no answer comes before the deadline: that the call fails, or is late.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector<float> Miss(ref float block, Vector<float> slack)
    {
        Vector<float> success = At(ref block, RouteColumn.Success);
        return RouteMaths.Fused(success, RouteMaths.Above(slack), Vector<float>.One - success);
    }

    /// <summary>What a miss costs times its chance, with all else, US dollars.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Vector<float> Cost(Vector<float> miss, Vector<float> tokens, Vector<float> shadow) =>
        RouteMaths.Fused(miss, new(_missUsd), tokens + shadow);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> At(ref float block, RouteColumn column) =>
        Vector.LoadUnsafe(ref block, unchecked((nuint)((int)column * Vector<float>.Count)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<int> At(ref int block, RoomKind kind) =>
        Vector.LoadUnsafe(ref block, unchecked((nuint)((int)kind * Vector<int>.Count)));
}
