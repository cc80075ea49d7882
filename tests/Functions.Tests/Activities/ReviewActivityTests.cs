using Moq;
using TradingBase.Analysis;
using TradingBase.Desk;
using TradingBase.Execution;
using TradingBase.Functions.Activities;
using TradingBase.Functions.Messages;
using TradingBase.Markets;
using TradingBase.Testing;

namespace TradingBase.Functions.Tests.Activities;

/// <summary>Activities of a review, and the question where an order stands.</summary>
public sealed class ReviewActivityTests
{
    private readonly DeskRig _rig = new();

    [Fact]
    public async Task TakeSnapshot_NarrowedToASymbol_TakesItAloneAndTwiceTheSame()
    {
        ScriptedMarkets source = new(Some.Series([1m, 2m]), Some.Series([3m, 4m], Some.Instrument("MSFT")));
        TakeSnapshot take = new(_rig.Catalog, source, _rig.Snapshots, _rig.Options);
        SnapshotRequest wanted = new("us-equities", Some.DeskTime, ["MSFT"]);

        SnapshotReceipt first = await take.RunAsync(wanted, default);
        SnapshotReceipt second = await take.RunAsync(wanted, default);

        Assert.Equal(["MSFT"], first.Instruments.Select(id => id.Symbol));
        Assert.Equal(first.SnapshotId, second.SnapshotId);
    }

    [Fact]
    public async Task ConsultAnalyst_NoCapacity_SaysUntilWhenAndKeepsNothing()
    {
        DateTimeOffset until = Some.DeskTime.AddMinutes(1);
        Mock<IAnalyst> analyst = new();
        analyst.Setup(one => one.Name).Returns("busy");
        analyst.Setup(one => one.ConsultAsync(It.IsAny<AnalystAssignment>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(new AnalystReport([], until));
        Consultation asked = await AskedAsync();

        ConsultationReceipt receipt = await new ConsultAnalyst(
            [analyst.Object], _rig.Catalog, _rig.Snapshots, _rig.Records).RunAsync(asked, default);

        Assert.Equal((false, until), (receipt.Kept, receipt.DeferredUntil));
        Assert.Null(await _rig.Records.FindAsync<AnalystReport>(ConsultAnalyst.Kind, asked.ReportId, default));
    }

    [Fact]
    public async Task DebateInsights_AnAnalystWithoutAReport_AbstainsWithTheReason()
    {
        Consultation asked = await AskedAsync();

        await new DebateInsights(_rig.Records).RunAsync(
            new("cycle-1", "us-equities", asked.SnapshotId, asked.Instruments,
                [new(asked, false, null, "The line went dead.")]),
            default);

        MarketInsights kept = (await _rig.Records.FindAsync<MarketInsights>(
            MarketInsights.Kind, "cycle-1:us-equities", default))!;
        AnalystView view = Assert.Single(Assert.Single(kept.Insights).Views);
        Assert.Equal(("busy", true, "The line went dead."), (view.Analyst, view.Abstained, view.Reason));
    }

    [Fact]
    public async Task QueryOrder_AnOrderThatTheVenueNeverHad_IsRejected()
    {
        Mock<IBroker> broker = new();
        broker.Setup(venue => venue.Name).Returns("paper");
        broker.Setup(venue => venue.Traits).Returns(new BrokerTraits());

        SealedReport answer = await new QueryOrder(_rig.Wire(broker.Object)).RunAsync(
            new(Some.ApprovedOrder(), false), default);

        Assert.Equal(OrderStatus.Rejected, answer.Report.Status);
    }

    private async Task<Consultation> AskedAsync()
    {
        MarketSnapshot snapshot = Some.Snapshot(Some.Series([1m, 2m]));
        string id = await _rig.Snapshots.KeepAsync(snapshot, default);
        return new(
            "cycle-1:us-equities:busy:0", "cycle-1", "us-equities", "busy", id, [Some.Instrument().Id],
            Some.DeskTime.AddMinutes(2));
    }
}
