namespace TradingBase.Markets;

/// <summary>What can be traded, and in which steps.</summary>
/// <param name="Id">Symbol and market.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Currency">ISO 4217 or coin code that prices are quoted in.</param>
/// <param name="Tick">Smallest price step, quote currency; greater than zero.</param>
/// <param name="Lot">Smallest quantity step, units; greater than zero.</param>
/// <param name="MinimumQuantity">Smallest order, units; zero or more.</param>
/// <param name="Multiplier">Units per contract; 1 except for futures.</param>
/// <param name="Tradable">
/// False for what only informs decisions: indices, fixings, back-adjusted closes.
/// </param>
/// <param name="AllowsShort">Whether the position may be negative.</param>
public sealed record Instrument(
    InstrumentId Id,
    InstrumentKind Kind,
    string Currency,
    decimal Tick,
    decimal Lot,
    decimal MinimumQuantity,
    decimal Multiplier,
    bool Tradable,
    bool AllowsShort)
{
    /// <summary>Smallest price step, quote currency.</summary>
    public decimal Tick { get; } = Check.Positive(Tick);

    /// <summary>Smallest quantity step, units.</summary>
    public decimal Lot { get; } = Check.Positive(Lot);

    /// <summary>Smallest order, units.</summary>
    public decimal MinimumQuantity { get; } = Check.NotNegative(MinimumQuantity);

    /// <summary>Units per contract.</summary>
    public decimal Multiplier { get; } = Check.Positive(Multiplier);

    /// <summary>The coin that is bought and sold, such as BTC for BTCUSDT.</summary>
    /// <returns>Null where a unit is no coin, or the symbol does not end with the quote currency.</returns>
    public string? FindCoin() =>
        Kind is InstrumentKind.Crypto && Id.Symbol.Length > Currency.Length
        && Id.Symbol.EndsWith(Currency, StringComparison.Ordinal)
            ? Id.Symbol[..^Currency.Length]
            : null;
}
