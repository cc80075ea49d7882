namespace TradingBase.Risk;

/// <summary>Compares instruments by their letters, faster than two keyed hashes would.</summary>
/// <remarks>
/// Only for tables whose keys the desk itself chose: whoever could choose the keys could make them collide.
/// </remarks>
internal sealed class InstrumentIdComparer : IEqualityComparer<InstrumentId>
{
    /// <summary>The only one.</summary>
    internal static readonly InstrumentIdComparer Instance = new();

    private InstrumentIdComparer()
    {
    }

    /// <inheritdoc/>
    public bool Equals(InstrumentId x, InstrumentId y) =>
        string.Equals(x.Symbol, y.Symbol) && string.Equals(x.Market, y.Market);

    /// <inheritdoc/>
    public int GetHashCode(InstrumentId obj)
    {
        // FNV-1a over the symbol; two markets rarely share one.
        uint hash = 2166136261;
        foreach (char letter in obj.Symbol)
        {
            hash = unchecked((hash ^ letter) * 16777619);
        }

        return unchecked((int)hash);
    }
}
