using TradingBase.Functions.Activities;
using TradingBase.Functions.Messages;
using TradingBase.Functions.Orchestrations;

namespace TradingBase.Functions.Tests.Orchestrations;

public sealed class ReconciliationTests
{
    private readonly List<ReconciliationOutcome> _concluded = [];
    private readonly ScriptedContext _context;

    public ReconciliationTests() => _context = new ScriptedContext()
        .Answer(ReconcileVenue.Stage, run => new(run.Venue, run.AtUtc, Passed: true, null, []))
        .Answer(ConcludeReconciliation.Stage, outcome =>
        {
            _concluded.Add(outcome);
            return outcome;
        });

    [Fact]
    public async Task Run_TwoVenues_AreComparedUnderOneMoment()
    {
        ReconciliationOutcome outcome = await RunAsync();

        Assert.Equal(["kraken", "paper"], outcome.Reports.Select(report => report.Venue));
        Assert.All(outcome.Reports, report => Assert.Equal(outcome.AtUtc, report.AtUtc));
        Assert.Same(outcome, Assert.Single(_concluded));
    }

    [Fact]
    public async Task Run_OneComparisonFails_TheOthersAreConcludedAndItHasNotPassed()
    {
        _context.Answer(ReconcileVenue.Stage, run => run.Venue == "kraken"
            ? throw new IOException("The line went dead.")
            : new(run.Venue, run.AtUtc, Passed: true, null, []));

        ReconciliationOutcome outcome = await RunAsync();

        Assert.Equal([(false, false), (true, true)],
            outcome.Reports.Select(report => (report.Passed, report.Compared)));
        Assert.Equal("The line went dead.", outcome.Reports[0].Reason);
    }

    private Task<ReconciliationOutcome> RunAsync() =>
        Reconciliation.RunAsync(_context, new(["kraken", "paper"], "test"));
}
