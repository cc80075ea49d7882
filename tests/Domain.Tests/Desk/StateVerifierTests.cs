using System.Text;
using TradingBase.Execution;
using TradingBase.Journal;
using TradingBase.Testing;

namespace TradingBase.Desk.Tests;

public sealed class StateVerifierTests
{
    private readonly MemoryStateStore _store = new();
    private readonly JournalBook _journal;
    private readonly LedgerBook _ledger;
    private readonly RecordBook _records;

    public StateVerifierTests()
    {
        _journal = new(_store);
        _ledger = new(_store);
        _records = new(_store);
    }

    [Fact]
    public async Task Verify_ADamagedLedger_IsNotOkThoughTheJournalIs()
    {
        await _journal.AppendAsync("desk", "k", "told", Some.DeskTime, 1, default);
        await _ledger.PostAsync(Some.Deposit(), default);
        StateVerification sound = await VerifyAsync();
        _store.Tamper("ledger:paper", "entry:deposit:1", null);

        StateVerification damaged = await VerifyAsync();

        Assert.Equal(
            $$"""{"entries":1,"firstBad":null,"head":"{{sound.Head}}","ledgerBalanced":true,"ok":true}""",
            Canonical.Json(sound));
        Assert.Equal((false, null, false), (damaged.Ok, damaged.FirstBad, damaged.LedgerBalanced));
        Assert.Contains("cash", damaged.LedgerFault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Verify_AFillThatTheLedgerTellsOtherwise_NamesItsLine(decimal more)
    {
        Fill fill = Some.Fill(fee: 2m), booked = Some.Fill(quantity: fill.Quantity + more, fee: 2m);
        await JournalAsync(fill);
        await _ledger.PostFillAsync(booked, default);

        StateVerification found = await VerifyAsync();

        Assert.Equal((more == 0, true), (found.Ok, found.LedgerBalanced));
        Assert.Equal(more == 0, found.FirstBad is null);
        if (more != 0)
        {
            Assert.StartsWith("Stream 'order:order-1', line 1: fill trade-1", found.FirstBad, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Verify_AFillThatWasNeverBooked_NamesItsLine()
    {
        await JournalAsync(Some.Fill());

        Assert.Contains("not in the ledger", (await VerifyAsync()).FirstBad, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_ADocumentThatWasChanged_NamesTheCycle()
    {
        CycleDocument document = new(
            "cycle-1", CycleDocument.Completed, Some.DeskTime, Some.DeskTime, false, "test", [], [], [], [],
            new("USD", new Dictionary<string, decimal>(), [], 100m, Some.DeskTime),
            new(0, 0, 0, 0, new Dictionary<string, EndpointUse>()));
        await _records.KeepAsync(CycleDocument.Kind, "cycle-1", document, default);
        await _journal.AppendAsync(
            "cycle:cycle-1", "recorded", "cycle-recorded", Some.DeskTime,
            new { document.CycleId, DocumentHash = Canonical.Hash(document) }, default);
        Assert.True((await VerifyAsync()).Ok);
        StateRow row = _store.All().Single(
            one => Encoding.UTF8.GetString(one.Value.Span).Contains("\"equity\":100", StringComparison.Ordinal));
        _store.Tamper(row.Partition, row.Key, Encoding.UTF8.GetBytes(
            Encoding.UTF8.GetString(row.Value.Span).Replace("\"equity\":100", "\"equity\":900", StringComparison.Ordinal)));

        Assert.Contains("cycle-1", (await VerifyAsync()).FirstBad, StringComparison.Ordinal);
    }

    private Task<StateVerification> VerifyAsync() => StateVerifier.Over(_store).VerifyAsync(default);

    private Task<JournalEntry> JournalAsync(Fill fill) => _journal.AppendAsync(
        "order:order-1", $"filled:{fill.TradeId}", "order-filled", fill.AtUtc, fill, default);
}
