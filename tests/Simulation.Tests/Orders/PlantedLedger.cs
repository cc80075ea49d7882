using TradingBase.Execution;
using TradingBase.Journal;

namespace TradingBase.Simulation.Tests.Orders;

/// <summary>A ledger that does not do what it is told with fills.</summary>
internal sealed class PlantedLedger(ILedger inner, Planted planted) : ILedger
{
    private int _fills;

    public async Task<bool> PostFillAsync(Fill fill, CancellationToken cancellationToken)
    {
        bool posted = await inner.PostFillAsync(fill, cancellationToken);
        if (planted is Planted.PostsTwice && posted && ++_fills % 3 == 0)
        {
            await inner.PostFillAsync(fill with { TradeId = $"{fill.TradeId}-again" }, cancellationToken);
        }

        return posted;
    }

    public Task<bool> PostAsync(LedgerEvent happened, CancellationToken cancellationToken) =>
        inner.PostAsync(happened, cancellationToken);

    public Task<bool> HasFillAsync(Fill fill, CancellationToken cancellationToken) =>
        inner.HasFillAsync(fill, cancellationToken);

    public Task<LedgerEntry?> FindFillAsync(Fill fill, CancellationToken cancellationToken) =>
        inner.FindFillAsync(fill, cancellationToken);

    public Task<IReadOnlyList<string>> ListAccountsAsync(CancellationToken cancellationToken) =>
        inner.ListAccountsAsync(cancellationToken);

    public Task<LedgerBalances> ReadAsync(CancellationToken cancellationToken) =>
        inner.ReadAsync(cancellationToken);

    public Task<LedgerBalances> ReadAsync(string account, CancellationToken cancellationToken) =>
        inner.ReadAsync(account, cancellationToken);

    public Task<IReadOnlyList<LedgerResult>> ReadResultsAsync(
        string account, CancellationToken cancellationToken) =>
        inner.ReadResultsAsync(account, cancellationToken);

    public Task<decimal> CountUnitsAsync(
        string account, InstrumentId instrument, DateTimeOffset before,
        CancellationToken cancellationToken) =>
        inner.CountUnitsAsync(account, instrument, before, cancellationToken);

    public Task<string?> FindImbalanceAsync(CancellationToken cancellationToken) =>
        inner.FindImbalanceAsync(cancellationToken);
}
