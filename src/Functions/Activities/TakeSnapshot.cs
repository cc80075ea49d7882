using Microsoft.Azure.Functions.Worker;
using TradingBase.Functions.Messages;
using TradingBase.Desk;
using TradingBase.Markets;

namespace TradingBase.Functions.Activities;

/// <summary>Writes down what was known of a market at the desk time.</summary>
/// <param name="catalog">Knows the markets.</param>
/// <param name="source">Has the bars.</param>
/// <param name="snapshots">Keeps the snapshot by its hash.</param>
/// <param name="options">How far back to look, at which instruments.</param>
/// <remarks>A second run of a replayed cycle reads the same bars and keeps the same hash.</remarks>
public sealed class TakeSnapshot(
    MarketCatalog catalog, IMarketDataSource source, ISnapshotStore snapshots, DeskOptions options)
{
    /// <summary>How orchestrations call this activity.</summary>
    public static readonly Stage<SnapshotRequest, SnapshotReceipt> Stage = new(
        nameof(TakeSnapshot), Retries.Store);

    /// <summary>Takes one snapshot.</summary>
    /// <param name="input">Which market, known when.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    /// <returns>Its id and its tradable instruments.</returns>
    /// <exception cref="MarketDataException">
    /// The data are unreadable or inconsistent; nothing was kept.
    /// </exception>
    [Function(nameof(TakeSnapshot))]
    public async Task<SnapshotReceipt> RunAsync(
        [ActivityTrigger] SnapshotRequest input, CancellationToken cancellationToken)
    {
        Market market = catalog.Find(input.Market);
        IReadOnlyList<string>? symbols = input.Symbols.Count > 0
            ? input.Symbols
            : options.Instruments.GetValueOrDefault(market.Name);
        Predicate<Instrument>? wanted = symbols is null ? null : one => symbols.Contains(one.Id.Symbol);
        MarketSnapshot snapshot = await SnapshotTaker.TakeAsync(
            market, source, input.DeskTime, options.LookBack, wanted, cancellationToken);
        string id = await snapshots.KeepAsync(snapshot, cancellationToken);
        return new(id, [.. snapshot.Series.Where(series => series.Bars.Count > 0)
            .Select(series => series.Instrument.Id)]);
    }
}
