using System.Globalization;

namespace TradingBase.Simulation.Tests;

/// <summary>
/// Which seeds a simulation runs: <c>TRADINGBASE_SEEDS</c> says how many, <c>TRADINGBASE_SEED</c> the first.
/// With a first one and no number it is that one alone.
/// </summary>
internal static class SeedRange
{
    /// <summary>The first seed; 1 unless the variable says otherwise.</summary>
    internal static int First => Number("TRADINGBASE_SEED") ?? 1;

    /// <summary>Whether somebody asked for a number of seeds, and so has time.</summary>
    internal static bool IsAsked => Number("TRADINGBASE_SEEDS") is not null;

    /// <summary>The seeds to run.</summary>
    /// <param name="otherwise">How many when neither variable is set.</param>
    internal static IEnumerable<int> Of(int otherwise) => Enumerable.Range(
        First, Number("TRADINGBASE_SEEDS") ?? (Number("TRADINGBASE_SEED") is null ? otherwise : 1));

    private static int? Number(string variable) => int.TryParse(
        Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out int value)
            ? value
            : null;
}
