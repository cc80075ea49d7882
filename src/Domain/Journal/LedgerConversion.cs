using TradingBase.Portfolio;

namespace TradingBase.Journal;

/// <summary>What a currency was worth when it was converted last, into or out of another one.</summary>
/// <param name="Currency">Which currency.</param>
/// <param name="Against">The other one.</param>
/// <param name="Rate">Of the other one per unit, and when.</param>
public sealed record LedgerConversion(string Currency, string Against, PriceMark Rate)
{
    /// <summary>Reads both currencies' rates out of an entry.</summary>
    /// <returns>None where the entry is no conversion.</returns>
    internal static IEnumerable<LedgerConversion> Of(LedgerEntry entry)
    {
        Posting[] cash =
        [
            .. entry.Postings.Where(posting => posting.Account == LedgerSheet.Cash && posting.Amount != 0),
        ];
        return entry.Kind is LedgerEntryKind.Conversion && cash is [{ } sold, { } bought]
            ? [Between(sold, bought, entry.AtUtc), Between(bought, sold, entry.AtUtc)]
            : [];
    }

    private static LedgerConversion Between(Posting one, Posting other, DateTimeOffset at) =>
        new(one.Currency, other.Currency, new(-other.Amount / one.Amount, at));
}
