using System.Runtime.CompilerServices;
using TradingBase.Execution;
using TradingBase.Journal;
using TradingBase.Portfolio;

namespace TradingBase.Desk;

/// <summary>Holds what the journal says happened against what the ledger and the documents say.</summary>
/// <param name="journal">What happened.</param>
/// <param name="sealer">Knows the streams that are open no more.</param>
/// <param name="ledger">What was booked.</param>
/// <param name="records">What readers see.</param>
internal sealed class BookCheck(
    IJournal journal, JournalSealer sealer, ILedger ledger, IRecordStore records)
{
    private const int PageSize = 256;
    private const string Filled = "order-filled", Recorded = "cycle-recorded";

    /// <summary>Compares every fill and every cycle's document that the journal still has lines of.</summary>
    /// <returns>The first difference as a sentence, or null.</returns>
    public async Task<string?> FindFaultAsync(CancellationToken cancellationToken)
    {
        await foreach (string stream in StreamsAsync(cancellationToken))
        {
            for (long from = 1; ;)
            {
                IReadOnlyList<JournalEntry> page = await journal.ReadAsync(
                    stream, from, PageSize, cancellationToken);
                foreach (JournalEntry line in page)
                {
                    if (await FindFaultAsync(line, cancellationToken) is { } fault)
                    {
                        return $"Stream '{line.Stream}', line {line.Sequence}: {fault}";
                    }
                }

                if (page.Count < PageSize)
                {
                    break;
                }

                from = page[^1].Sequence + 1;
            }
        }

        return null;
    }

    private async IAsyncEnumerable<string> StreamsAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        for (string? after = null; ;)
        {
            IReadOnlyList<string> page = await journal.ListStreamsAsync(after, PageSize, cancellationToken);
            foreach (string stream in page.Where(seen.Add))
            {
                yield return stream;
            }

            if (page.Count < PageSize)
            {
                break;
            }

            after = page[^1];
        }

        foreach (JournalSeal seal in await sealer.ReadAsync(cancellationToken))
        {
            await foreach (SealedPart part in sealer.WalkAsync(seal.Month, cancellationToken))
            {
                if (seen.Add(part.Stream))
                {
                    yield return part.Stream;
                }
            }
        }
    }

    private async Task<string?> FindFaultAsync(JournalEntry line, CancellationToken cancellationToken) =>
        line.Kind switch
        {
            Filled => await CompareAsync(Canonical.Read<Fill>(line.Body), cancellationToken),
            Recorded => await CompareAsync(Canonical.Read<RecordedCycle>(line.Body), cancellationToken),
            _ => null,
        };

    private async Task<string?> CompareAsync(Fill fill, CancellationToken cancellationToken)
    {
        LedgerEntry? entry = await ledger.FindFillAsync(fill, cancellationToken);
        if (entry is null)
        {
            return $"fill {fill.TradeId} of order {fill.ClientOrderId} is not in the ledger.";
        }

        Trade trade = fill.ToTrade();
        string units = fill.Instrument.ToString();
        decimal bought = trade.Moved - trade.FeeInUnits;
        decimal booked = Sum(entry, "position", units);
        if (booked != bought)
        {
            return FormattableString.Invariant(
                $"fill {fill.TradeId} moved {bought} units; the ledger booked {booked}.");
        }

        decimal paid = trade.CashFlow
            - (trade.FeeInUnits == 0 && fill.FeeCurrency == fill.Currency ? fill.Fee : 0);
        decimal cash = Sum(entry, "cash", fill.Currency);
        return cash == paid ? null : FormattableString.Invariant(
            $"fill {fill.TradeId} moved {paid} {fill.Currency}; the ledger booked {cash}.");
    }

    private async Task<string?> CompareAsync(RecordedCycle cycle, CancellationToken cancellationToken)
    {
        try
        {
            CycleDocument? document = await records.FindAsync<CycleDocument>(
                CycleDocument.Kind, cycle.CycleId, cancellationToken);
            return document is null ? $"the document of cycle {cycle.CycleId} is gone."
                : Canonical.Hash(document) == cycle.DocumentHash ? null
                : $"the document of cycle {cycle.CycleId} is not the one that was recorded.";
        }
        catch (StateDamagedException damaged)
        {
            return damaged.Message;
        }
    }

    // A position has one account, or one for each leg.
    private static decimal Sum(LedgerEntry entry, string account, string currency) => entry.Postings
        .Where(posting => posting.Account.Split(':')[0] == account && posting.Currency == currency)
        .Sum(posting => posting.Amount);

    private sealed record RecordedCycle(string CycleId, string DocumentHash);
}
