using TradingBase.Execution;
using TradingBase.Portfolio;

namespace TradingBase.Desk;

/// <summary>What is taken over from an account that this desk did not open.</summary>
/// <param name="AtUtc">When it was read, UTC.</param>
/// <param name="FillsFrom">Fills before this moment are in the balances, UTC.</param>
/// <param name="Cash">By currency.</param>
/// <param name="Units">What was held, at the price that the book takes it in at.</param>
/// <param name="Fills">Fills that are in the balances.</param>
/// <param name="Done">Whether all of it is posted.</param>
public sealed record Adoption(
    DateTimeOffset AtUtc, DateTimeOffset FillsFrom, IReadOnlyDictionary<string, decimal> Cash,
    IReadOnlyList<Trade> Units, IReadOnlyList<string> Fills, bool Done)
{
    /// <summary>Whether a fill is in the balances that were taken over.</summary>
    public bool Holds(Fill fill)
    {
        ArgumentNullException.ThrowIfNull(fill);
        return fill.AtUtc < FillsFrom || Fills.Contains(NameOf(fill), StringComparer.Ordinal);
    }

    internal static string NameOf(Fill fill) => $"{fill.Instrument}:{fill.TradeId}";
}
