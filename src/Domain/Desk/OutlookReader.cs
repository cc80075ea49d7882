using TradingBase.Journal;
using TradingBase.Markets;
using TradingBase.Strategy;

namespace TradingBase.Desk;

/// <summary>Puts together what is known of each instrument: snapshot, insight, market hours.</summary>
/// <param name="catalog">Knows the markets.</param>
/// <param name="snapshots">Has what was known.</param>
/// <param name="records">Has the insights.</param>
public sealed class OutlookReader(MarketCatalog catalog, ISnapshotStore snapshots, IRecordStore records)
{
    /// <summary>Reads the outlooks of some reviewed markets.</summary>
    /// <param name="deskTime">UTC; decides which markets are open.</param>
    /// <param name="reviews">Ids of snapshots and of insights; a review without either is left out.</param>
    /// <param name="cancellationToken">Abandons the read.</param>
    /// <returns>One per instrument with bars and an insight, ordered by instrument.</returns>
    public async Task<IReadOnlyList<InstrumentOutlook>> ReadAsync(
        DateTimeOffset deskTime, IReadOnlyList<(string? SnapshotId, string? InsightsId)> reviews,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(reviews);
        List<InstrumentOutlook> outlooks = [];
        foreach ((string? snapshotId, string? insightsId) in reviews)
        {
            if (snapshotId is null || insightsId is null)
            {
                continue;
            }

            MarketSnapshot snapshot = await snapshots.ReadAsync(snapshotId, cancellationToken);
            MarketInsights? insights = await records.FindAsync<MarketInsights>(
                MarketInsights.Kind, insightsId, cancellationToken);
            Market market = catalog.Find(snapshot.Market);
            outlooks.AddRange(OutlookBuilder.Build(
                snapshot, insights?.Insights ?? [], market.PeriodsPerYear, market.IsOpen(deskTime)));
        }

        return [.. outlooks.OrderBy(outlook => outlook.Instrument.Id)];
    }
}
