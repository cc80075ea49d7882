using System.Text.Json.Serialization;

namespace TradingBase.Desk;

/// <summary>What the command <c>verify</c> tells.</summary>
/// <param name="Entries">Lines in the journal.</param>
/// <param name="Head">The journal's head, 64 lower-case hexadecimal digits.</param>
/// <param name="Ok">Whether every chain holds and the ledger is balanced.</param>
/// <param name="FirstBad">
/// The first line of the journal that does not fit, or whose fill or document the other books tell otherwise,
/// as a sentence, or null.
/// </param>
/// <param name="LedgerBalanced">
/// Whether every entry sums to zero and the balances are the sum of the entries.
/// </param>
/// <param name="LedgerFault">What is not balanced, as a sentence, or null.</param>
public sealed record StateVerification(
    long Entries, string Head, bool Ok,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? FirstBad,
    bool LedgerBalanced, string? LedgerFault = null);
