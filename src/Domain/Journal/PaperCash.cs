using TradingBase.Execution;
using TradingBase.Portfolio;

namespace TradingBase.Journal;

/// <summary>The paper venue's cash.</summary>
/// <param name="Changes">How often it was changed: a fill that moves no cash is told by it too.</param>
/// <param name="Amounts">Signed cash by currency.</param>
internal sealed record PaperCash(long Changes, IReadOnlyDictionary<string, decimal> Amounts)
{
    private static readonly PaperCash None = new(0, new Dictionary<string, decimal>());

    public static PaperCash Of(StateRow? row) => row?.ToRecord<PaperCash>() ?? None;

    public PaperCash Add(string currency, decimal amount)
    {
        Dictionary<string, decimal> amounts = new(Amounts, StringComparer.Ordinal);
        amounts[currency] = amounts.GetValueOrDefault(currency) + amount;
        return new(Changes + 1, amounts);
    }

    // A fee in the traded coin takes units away, and no cash.
    public PaperCash Add(Fill fill)
    {
        Trade trade = fill.ToTrade();
        PaperCash paid = Add(fill.Currency, trade.CashFlow);
        return trade.FeeInUnits != 0 || fill.Fee == 0 ? paid : paid.Add(fill.FeeCurrency, -fill.Fee);
    }
}
