namespace TradingBase.Portfolio;

/// <summary>Units that changed hands, as a position sees it.</summary>
/// <param name="Instrument">Of what.</param>
/// <param name="Currency">Quote currency.</param>
/// <param name="Multiplier">Units per contract.</param>
/// <param name="SignedQuantity">Units, negative when sold; not zero.</param>
/// <param name="Price">Quote currency per unit.</param>
/// <param name="Fee">What the venue took, in <paramref name="FeeCurrency"/>; a rebate is negative.</param>
/// <param name="FeeCurrency">Currency of the fee; the traded coin itself takes units away.</param>
/// <param name="AtUtc">When, UTC.</param>
public sealed record Trade(
    InstrumentId Instrument, string Currency, decimal Multiplier, decimal SignedQuantity, decimal Price,
    decimal Fee, string FeeCurrency, DateTimeOffset AtUtc)
{
    /// <summary>Units, negative when sold.</summary>
    public decimal SignedQuantity { get; } = SignedQuantity != 0
        ? SignedQuantity
        : throw new ArgumentOutOfRangeException(
            nameof(SignedQuantity), "A trade of some units was expected.");

    /// <summary>Units of it that were booked before, at a price that was not known; zero or more.</summary>
    public decimal Replaced { get; init; }

    /// <summary>What those units were booked at, quote currency per unit times units.</summary>
    public decimal ReplacedValue { get; init; }

    /// <summary>Units that it moves, negative when sold; zero where all were booked before.</summary>
    public decimal Moved => SignedQuantity - (Math.Sign(SignedQuantity) * Replaced);

    /// <summary>
    /// Units that the fee took away: the fee itself when it was paid in the traded coin, else zero. On an FX
    /// market the traded currency is cash too, so a fee in it is paid from there.
    /// </summary>
    public decimal FeeInUnits =>
        FeeCurrency != Currency
        && Instrument.Market.StartsWith("crypto", StringComparison.Ordinal)
        && Instrument.Symbol.Length == FeeCurrency.Length + Currency.Length
        && Instrument.Symbol.StartsWith(FeeCurrency, StringComparison.Ordinal)
        && Instrument.Symbol.EndsWith(Currency, StringComparison.Ordinal)
            ? Fee
            : 0;

    /// <summary>Cash that came in, quote currency; negative when paid. A fee is not in it.</summary>
    public decimal CashFlow =>
        -((SignedQuantity * Price) - (Math.Sign(SignedQuantity) * ReplacedValue)) * Multiplier;
}
