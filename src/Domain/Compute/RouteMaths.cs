using System.Numerics;
using System.Runtime.CompilerServices;

namespace TradingBase.Compute;

/// <summary>Logarithm and normal distribution, several at a time, in plain arithmetic.</summary>
/// <remarks>
/// Only operations that IEEE 754 rounds alike everywhere, in a fixed order, fused where it is written and
/// nowhere else: the same inputs give the same bits on every machine, and a loop over single numbers gives
/// them too.
/// </remarks>
public static class RouteMaths
{
    private const int RootOfHalf = 0x3F3504F3, Mantissa = 0x007FFFFF, MantissaBits = 23;

    /// <summary>Natural logarithm of normal numbers above zero.</summary>
    /// <remarks>
    /// x = 2^e m, m from √½ to √2; ln m = 2 artanh s, s = (m - 1) / (m + 1), |s| at most 0.1716: its series
    /// to s⁵ leaves less than 1.3e-6, and with rounding less than 3e-6 up to |ln x| of 20. Source: Abramowitz
    /// and Stegun, Handbook of Mathematical Functions, 4.1.27.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Log(Vector<float> x)
    {
        Vector<int> bits = Vector.AsVectorInt32(x) - new Vector<int>(RootOfHalf);
        Vector<float> power = Vector.ConvertToSingle(Vector.ShiftRightArithmetic(bits, MantissaBits));
        Vector<float> m = Vector.AsVectorSingle(
            (bits & new Vector<int>(Mantissa)) + new Vector<int>(RootOfHalf));
        Vector<float> s = (m - Vector<float>.One) / (m + Vector<float>.One);
        Vector<float> q = s * s;
        Vector<float> series = Fused(Fused(new(1f / 5), q, new(1f / 3)), q, Vector<float>.One);
        return Fused(power, new(0.693147181f), (s + s) * series);
    }

    /// <summary>Chance that a standard normal number is above a value.</summary>
    /// <remarks>
    /// Error below 1.5e-7 by the formula, below 6e-7 as it is rounded here. Source: Abramowitz and Stegun,
    /// 26.2.19 (Hastings). Values beyond ±10 count as ±10.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Above(Vector<float> value)
    {
        Vector<float> z = Vector.MinNative(Vector.Abs(value), new Vector<float>(10));
        Vector<float> p = Fused(new(0.0000053830f), z, new(0.0000488906f));
        p = Fused(p, z, new(0.0000380036f));
        p = Fused(p, z, new(0.0032776263f));
        p = Fused(p, z, new(0.0211410061f));
        p = Fused(p, z, new(0.0498673470f));
        p = Fused(p, z, Vector<float>.One);
        p *= p;
        p *= p;
        p *= p;
        p *= p;
        Vector<float> tail = new Vector<float>(0.5f) / p;
        return Vector.ConditionalSelect(
            Vector.LessThan(value, Vector<float>.Zero), Vector<float>.One - tail, tail);
    }

    /// <summary>A product and a sum, rounded once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector<float> Fused(Vector<float> x, Vector<float> y, Vector<float> added) =>
        Vector.FusedMultiplyAdd(x, y, added);
}
