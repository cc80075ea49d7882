using System.Numerics;

namespace TradingBase.Adapters.MarketData;

/// <summary>Random numbers that are the same on every machine and in every version of the platform.</summary>
/// <remarks>
/// Not thread-safe. Source: xoshiro256** seeded by SplitMix64, Blackman and Vigna, "Scrambled Linear
/// Pseudorandom Number Generators", <i>ACM TOMS</i> 47(4), 2021; the stream's name enters by FNV-1a.
/// </remarks>
internal sealed class SeededRandom
{
    private ulong _a;
    private ulong _b;
    private ulong _c;
    private ulong _d;

    /// <summary>Opens one of a seed's streams.</summary>
    /// <param name="seed">Any number.</param>
    /// <param name="stream">Streams of different names do not depend on each other.</param>
    public SeededRandom(int seed, string stream)
    {
        ulong state = unchecked((ulong)seed);
        foreach (char letter in stream)
        {
            state = unchecked((state ^ letter) * 0x100000001B3UL);
        }

        state = unchecked(state + ((ulong)seed * 0x9E3779B97F4A7C15UL));
        _a = SplitMix(ref state);
        _b = SplitMix(ref state);
        _c = SplitMix(ref state);
        _d = SplitMix(ref state);
    }

    /// <summary>Sixty-four random bits.</summary>
    public ulong NextBits()
    {
        ulong result = unchecked(BitOperations.RotateLeft(_b * 5, 7) * 9);
        ulong shifted = _b << 17;
        _c ^= _a;
        _d ^= _b;
        _b ^= _c;
        _a ^= _d;
        _c ^= shifted;
        _d = BitOperations.RotateLeft(_d, 45);
        return result;
    }

    /// <summary>A number from 0, included, to 1, excluded; each multiple of 2⁻⁵³ is equally likely.</summary>
    public double NextUnit() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>A whole number from 0 to below a bound of at most a few thousand.</summary>
    public int NextBelow(int bound) => (int)(NextUnit() * bound);

    /// <summary>A number of mean 0 and variance 1, nearly normal, within ±6.</summary>
    /// <remarks>The sum of twelve uniform numbers less six: additions only, so equal everywhere.</remarks>
    public double NextNormal()
    {
        double sum = -6;
        for (int i = 0; i < 12; i++)
        {
            sum += NextUnit();
        }

        return sum;
    }

    private static ulong SplitMix(ref ulong state)
    {
        state = unchecked(state + 0x9E3779B97F4A7C15UL);
        ulong mixed = unchecked((state ^ (state >> 30)) * 0xBF58476D1CE4E5B9UL);
        mixed = unchecked((mixed ^ (mixed >> 27)) * 0x94D049BB133111EBUL);
        return mixed ^ (mixed >> 31);
    }
}
