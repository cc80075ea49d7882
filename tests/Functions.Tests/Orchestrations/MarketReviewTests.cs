using TradingBase.Functions.Activities;
using TradingBase.Functions.Messages;
using TradingBase.Functions.Orchestrations;
using TradingBase.Testing;

namespace TradingBase.Functions.Tests.Orchestrations;

public sealed class MarketReviewTests
{
    private static readonly InstrumentId[] Instruments =
        [new("AAPL", "us-equities"), new("MSFT", "us-equities"), new("SPY", "us-equities")];

    private readonly List<DebateRequest> _debated = [];
    private readonly ScriptedContext _context;

    public MarketReviewTests() => _context = new ScriptedContext()
        .Answer(TakeSnapshot.Stage, _ => new("snapshot", Instruments))
        .Answer(ConsultAnalyst.Stage, asked => new(asked, true, null, null))
        .Answer(DebateInsights.Stage, asked =>
        {
            _debated.Add(asked);
            return new(asked.Market, asked.SnapshotId, "insights", null);
        });

    [Fact]
    public async Task Run_TwoAnalystsAndThreeInstruments_AsksEachAboutEachBatch()
    {
        await MarketReview.RunAsync(_context, Request(batch: 2));

        Assert.Equal(
            [
                "cycle-1:us-equities:trend:0 AAPL,MSFT", "cycle-1:us-equities:breadth:0 AAPL,MSFT",
                "cycle-1:us-equities:trend:1 SPY", "cycle-1:us-equities:breadth:1 SPY",
            ],
            _debated[0].Consultations.Select(one =>
                $"{one.Consultation.ReportId} {string.Join(',', one.Consultation.Instruments.Select(id => id.Symbol))}"));
    }

    [Fact]
    public async Task Run_OneAnalystFails_TheDebateGetsTheReason()
    {
        _context.Answer(ConsultAnalyst.Stage, asked => asked.Analyst == "trend"
            ? throw new IOException("The line went dead.")
            : new(asked, true, null, null));

        await MarketReview.RunAsync(_context, Request(batch: 50));

        Assert.Equal(["The line went dead.", null], _debated[0].Consultations.Select(one => one.Failure));
    }

    [Fact]
    public async Task Run_NoCapacityYet_WaitsOnADurableTimerAndAsksAgain()
    {
        DateTimeOffset until = new DateTimeOffset(_context.CurrentUtcDateTime) + TimeSpan.FromSeconds(20);
        int asked = 0;
        _context.Answer(ConsultAnalyst.Stage, one => one.Analyst == "trend" && asked++ == 0
            ? new(one, false, until, null)
            : new(one, true, null, null));

        await MarketReview.RunAsync(_context, Request(batch: 50));

        Assert.Equal([TimeSpan.FromSeconds(20)], _context.Waits);
        Assert.All(_debated[0].Consultations, one => Assert.True(one.Kept));
    }

    [Fact]
    public async Task Run_NoCapacityBeforeTheDeadline_GoesOnWithoutTheAnalyst()
    {
        DateTimeOffset tooLate = new DateTimeOffset(_context.CurrentUtcDateTime) + TimeSpan.FromMinutes(2);
        _context.Answer(ConsultAnalyst.Stage, one => new(one, false, tooLate, null));

        await MarketReview.RunAsync(_context, Request(batch: 50));

        Assert.Empty(_context.Waits);
        Assert.All(_debated[0].Consultations, one => Assert.False(one.Kept));
    }

    private static MarketReviewRequest Request(int batch) => new(
        "cycle-1", "us-equities", Some.DeskTime, [], ["trend", "breadth"], batch, TimeSpan.FromMinutes(2));
}
