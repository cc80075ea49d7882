using TradingBase.Execution;
using TradingBase.Journal;
using TradingBase.Markets;
using TradingBase.Portfolio;

namespace TradingBase.Desk;

/// <summary>Posts by a person's name what happened to a venue's account and no fill explains.</summary>
/// <param name="ledger">The books.</param>
/// <param name="journal">The stream <c>ledger</c>.</param>
/// <param name="records">What was said, once per id.</param>
/// <param name="brokers">Knows the venues.</param>
/// <param name="catalog">Describes instruments.</param>
/// <param name="time">The wall clock: people live by no other.</param>
/// <remarks>
/// Kept, then journalled, then posted, each once per id: whoever says it again after a crash finishes it with
/// the moment and the price of the first time.
/// </remarks>
public sealed class PostingBook(
    ILedger ledger, IJournal journal, IRecordStore records, BrokerDesk brokers, MarketCatalog catalog,
    TimeProvider time)
{
    private const string Stream = "ledger";

    /// <summary>Posts it, once.</summary>
    /// <exception cref="StateUnavailableException">The store cannot be reached; say it again.</exception>
    public async Task<HandPostingOutcome> PostAsync(HandPosting posting, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(posting);
        if (HandPostingCheck.FindMistake(posting) is { } mistake)
        {
            return Wrong(mistake);
        }

        KeptPosting? kept = await records.FindAsync<KeptPosting>(
            KeptPosting.Kind, posting.Id, cancellationToken);
        if (kept is null)
        {
            (decimal? price, string? fault) = await PriceAsync(posting, cancellationToken);
            if (fault is not null)
            {
                return Wrong(fault);
            }

            kept = await records.KeepFirstAsync<KeptPosting>(
                KeptPosting.Kind, posting.Id, new(posting, price ?? 0, time.GetUtcNow()), cancellationToken);
        }

        if (kept.Posting != posting)
        {
            return new(kept, Same: false, Posted: false, null);
        }

        await journal.AppendAsync(
            Stream, $"posting:{posting.Id}", "posting", kept.AtUtc, kept, cancellationToken);
        return new(kept, Same: true, await ledger.PostAsync(EventOf(kept), cancellationToken), null);
    }

    private static HandPostingOutcome Wrong(string mistake) =>
        new(null, Same: false, Posted: false, mistake);

    // A symbol that its market cannot read must not be kept: nobody could post it ever after.
    private bool IsDescribed(InstrumentId instrument)
    {
        try
        {
            catalog.Find(instrument.Market).Describe(instrument.Symbol, tradable: true);
            return true;
        }
        catch (Exception unreadable) when (unreadable is ArgumentException or TradingBaseException)
        {
            return false;
        }
    }

    // What it needs to know of the desk: asked before it is kept, never again.
    private async Task<(decimal? Price, string? Mistake)> PriceAsync(
        HandPosting posting, CancellationToken cancellationToken)
    {
        IBroker[] live = [.. brokers.InUse.Where(broker => !broker.Traits.OnPaper)];
        if (live.All(broker => broker.Name != posting.Venue))
        {
            return (null, $"At $.venue: '{posting.Venue}' is no live venue in use; those are: "
                + $"{string.Join(", ", live.Select(broker => broker.Name))}.");
        }

        if (posting.Instrument is { } instrument
            && catalog.All.All(market => market.Name != instrument.Market))
        {
            return (null, $"At $.instrument: '{instrument.Market}' is no market of the catalogue.");
        }

        if (posting.Instrument is { } named && !IsDescribed(named))
        {
            return (null, $"At $.instrument: '{named.Symbol}' is no symbol of {named.Market}.");
        }

        if (posting.Units is null || posting.Price is not null)
        {
            return (posting.Price, null);
        }

        LedgerBalances held = await ledger.ReadAsync(posting.Venue, cancellationToken);
        Position? position = held.Positions.FirstOrDefault(one => one.Instrument == posting.Instrument);
        return position is null
            ? (null, $"At $.price: none of {posting.Instrument} is held, so a price was expected.")
            : (position.AveragePrice, null);
    }

    private LedgerEvent EventOf(KeptPosting kept)
    {
        HandPosting posting = kept.Posting;
        (string venue, string id, string by) = (posting.Venue, $"posting:{posting.Id}", posting.By);
        if (posting.Units is { } units)
        {
            Instrument instrument = catalog.Find(posting.Instrument!.Value.Market)
                .Describe(posting.Instrument.Value.Symbol, tradable: true);
            Trade trade = new(
                instrument.Id, instrument.Currency, instrument.Multiplier, units, kept.Price, 0,
                instrument.Currency, kept.AtUtc);
            return LedgerEvents.AdjustmentOfUnits(venue, id, trade, by, posting.Why);
        }

        (string currency, decimal amount) = (posting.Currency!, posting.Amount!.Value);
        string memo = $"{posting.Why} By {by}.";
        return posting.Kind switch
        {
            HandPostingKind.Deposit =>
                LedgerEvents.Deposit(venue, id, currency, amount, kept.AtUtc, memo),
            HandPostingKind.Withdrawal =>
                LedgerEvents.Deposit(venue, id, currency, -amount, kept.AtUtc, memo),
            HandPostingKind.Fee => LedgerEvents.Fee(venue, id, currency, amount, kept.AtUtc, memo),
            HandPostingKind.Interest =>
                LedgerEvents.InterestPaid(venue, id, currency, amount, kept.AtUtc, memo),
            HandPostingKind.Dividend => LedgerEvents.DividendPaid(
                venue, id, posting.Instrument, currency, amount, kept.AtUtc, memo),
            _ => LedgerEvents.Adjustment(venue, id, currency, amount, by, posting.Why, kept.AtUtc),
        };
    }
}
