using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace TradingBase.Testing;

/// <summary>
/// Tries a statement on many generated cases, and says how to try the case that failed again.
/// </summary>
/// <remarks>
/// The same seed gives the same cases. The environment variable <c>TRADINGBASE_SEED</c> replaces the default
/// seed, to look further or to see a failure again.
/// </remarks>
public static class Property
{
    private const ulong DefaultSeed = 1;

    /// <summary>
    /// Checks that a statement holds for every case of a generator; failing cases are shrunk.
    /// </summary>
    /// <param name="cases">Where cases come from.</param>
    /// <param name="holds">Throws where the statement fails.</param>
    /// <param name="count">How many cases to try.</param>
    /// <param name="seed">Where the generator starts; null takes the variable's, or 1.</param>
    /// <exception cref="InvalidOperationException">
    /// A case failed: the message has it, shrunk, and the seed.
    /// </exception>
    public static void ForAll<TCase>(
        Arbitrary<TCase> cases, Action<TCase> holds, int count = 200, ulong? seed = null)
    {
        ulong start = seed ?? SeedFromEnvironment();
        Config config = Config.QuickThrowOnFailure
            .WithMaxTest(count)
            .WithReplay(start, Odd(start));
        try
        {
            FsCheck.Check.One(config, Prop.ForAll(cases, holds));
        }
        catch (Exception failure)
        {
            throw new InvalidOperationException(
                $"Fails with seed {start} (set TRADINGBASE_SEED to it): {failure.Message}", failure);
        }
    }

    /// <inheritdoc cref="ForAll{TCase}(Arbitrary{TCase}, Action{TCase}, int, ulong?)"/>
    public static void ForAll<TCase>(
        Gen<TCase> cases, Action<TCase> holds, int count = 200, ulong? seed = null) =>
        ForAll(cases.ToArbitrary(), holds, count, seed);

    /// <summary>Checks a statement that draws its own cases from a random generator.</summary>
    /// <param name="holds">Draws its case and throws where the statement fails.</param>
    /// <param name="count">How many cases to try, each with its own generator.</param>
    /// <param name="seed">
    /// The first case's seed, the rest follow by one; null takes the variable's, or 1.
    /// </param>
    /// <exception cref="InvalidOperationException">A case failed: the message has its own seed.</exception>
    public static async Task ForAllAsync(Func<Random, Task> holds, int count = 200, ulong? seed = null)
    {
        ArgumentNullException.ThrowIfNull(holds);
        int first = (int)((seed ?? SeedFromEnvironment()) % int.MaxValue);
        for (int i = 0; i < count; i++)
        {
            int own = unchecked(first + i) & int.MaxValue;
            try
            {
                await holds(new Random(own));
            }
            catch (Exception failure)
            {
                throw new InvalidOperationException(
                    $"Fails with seed {own} (set TRADINGBASE_SEED to it): {failure.Message}", failure);
            }
        }
    }

    private static ulong SeedFromEnvironment() =>
        Environment.GetEnvironmentVariable("TRADINGBASE_SEED") is { Length: > 0 } text
            ? ulong.Parse(text, CultureInfo.InvariantCulture)
            : DefaultSeed;

    // The generator steps by gamma, which has to be odd to visit every state.
    private static ulong Odd(ulong seed) => unchecked(seed * 0x9E3779B97F4A7C15) | 1;
}
