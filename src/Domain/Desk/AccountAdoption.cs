using TradingBase.Execution;
using TradingBase.Journal;
using TradingBase.Markets;
using TradingBase.Portfolio;

namespace TradingBase.Desk;

/// <summary>
/// Takes over the balances of a venue's account that this desk did not open: once, and first.
/// </summary>
/// <param name="ledger">Gets them as opening entries.</param>
/// <param name="records">Keeps what is taken over before any of it is posted.</param>
/// <param name="notes">Writes it down.</param>
/// <param name="catalog">Knows the instruments.</param>
/// <param name="source">Has a price where the venue keeps none.</param>
public sealed class AccountAdoption(
    ILedger ledger, IRecordStore records, ReconciliationNotes notes, MarketCatalog catalog,
    IMarketDataSource source)
{
    /// <summary>Adopts the account when this is the venue's first run and its book is empty.</summary>
    /// <param name="state">What the last run left.</param>
    /// <param name="theirs">The venue's account.</param>
    /// <param name="fillsFrom">From where on its fills were read, UTC.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    /// <returns>The state to go on with.</returns>
    public async Task<ReconciliationState> RunAsync(
        ReconciliationState state, VenueAccount theirs, DateTimeOffset fillsFrom,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(theirs);
        if (state is { Adoption: null, Last: null }
            && !(await ledger.ListAccountsAsync(cancellationToken)).Contains(state.Venue))
        {
            // Kept before it is posted: a run that dies in the middle is followed by one that ends it.
            state = state with { Adoption = await PlanAsync(theirs, fillsFrom, cancellationToken) };
            await KeepAsync(state, cancellationToken);
        }

        if (state.Adoption is not { Done: false } adoption)
        {
            return state;
        }

        await PostAsync(state.Venue, adoption, cancellationToken);
        await notes.WriteAsync(
            state.Venue, "adopted", "account-adopted", adoption.AtUtc, adoption, cancellationToken);
        state = state with { Adoption = adoption with { Done = true } };
        await KeepAsync(state, cancellationToken);
        return state;
    }

    private Task KeepAsync(ReconciliationState state, CancellationToken cancellationToken) =>
        records.KeepAsync(ReconciliationState.RecordKind, state.Venue, state, cancellationToken);

    private async Task<Adoption> PlanAsync(
        VenueAccount theirs, DateTimeOffset fillsFrom, CancellationToken cancellationToken)
    {
        List<Trade> units = [];
        foreach (VenuePosition held in theirs.Positions)
        {
            Instrument instrument = catalog.Find(held.Instrument.Market)
                .Describe(held.Instrument.Symbol, tradable: true);
            decimal price = held.AveragePrice
                ?? await source.FindLastPriceAsync(instrument, theirs.AtUtc, cancellationToken) ?? 0;
            units.Add(new(
                instrument.Id, instrument.Currency, instrument.Multiplier, held.Quantity, price, 0,
                instrument.Currency, theirs.AtUtc));
        }

        return new(
            theirs.AtUtc, fillsFrom,
            theirs.Cash.Where(cash => cash.Value != 0)
                .ToDictionary(cash => cash.Key, cash => cash.Value, StringComparer.Ordinal),
            units, [.. theirs.Fills.Select(Adoption.NameOf)], Done: false);
    }

    private async Task PostAsync(string venue, Adoption adoption, CancellationToken cancellationToken)
    {
        foreach ((string currency, decimal amount) in adoption.Cash)
        {
            await ledger.PostAsync(
                LedgerEvents.Deposit(
                    venue, $"adopted:{currency}", currency, amount, adoption.AtUtc,
                    "Adopted from the venue's account."),
                cancellationToken);
        }

        foreach (Trade units in adoption.Units)
        {
            await ledger.PostAsync(
                LedgerEvents.DepositUnits(
                    venue, $"adopted:{units.Instrument}", units, "Adopted from the venue's account."),
                cancellationToken);
        }
    }
}
