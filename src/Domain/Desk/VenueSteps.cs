using System.Collections.Concurrent;
using TradingBase.Execution;
using TradingBase.Markets;
using TradingBase.Strategy;

namespace TradingBase.Desk;

/// <summary>
/// Describes instruments as their venues take them: orders are sized and judged in the venues' steps.
/// </summary>
/// <param name="brokers">The venues.</param>
/// <remarks>
/// Thread-safe. A venue that does not answer is described as it did last, or by the catalogue: it checks
/// every order again, and reconciliation tells that it is silent.
/// </remarks>
public sealed class VenueSteps(BrokerDesk brokers)
{
    private readonly ConcurrentDictionary<InstrumentId, VenueRules> _known = new();

    /// <summary>Describes the instruments of some outlooks, asking a silent venue once.</summary>
    public async Task<IReadOnlyList<InstrumentOutlook>> DescribeAsync(
        IReadOnlyList<InstrumentOutlook> outlooks, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(outlooks);
        HashSet<string> silent = new(StringComparer.Ordinal);
        List<InstrumentOutlook> described = [];
        foreach (InstrumentOutlook outlook in outlooks)
        {
            Instrument instrument = outlook.Instrument;
            IBroker broker = brokers.Of(instrument.Id.Market);
            VenueRules? rules = instrument.Tradable
                ? await FindAsync(broker, instrument, silent, cancellationToken)
                : null;
            described.Add(rules is null
                ? outlook
                : outlook with { Instrument = rules.Describe(instrument, outlook.ReferencePrice) });
        }

        return described;
    }

    private async Task<VenueRules?> FindAsync(
        IBroker broker, Instrument instrument, HashSet<string> silent, CancellationToken cancellationToken)
    {
        if (!silent.Contains(broker.Name))
        {
            try
            {
                if (await broker.ReadRulesAsync(instrument, cancellationToken) is { } told)
                {
                    _known[instrument.Id] = told;
                }
            }
            catch (VenueUnavailableException)
            {
                silent.Add(broker.Name);
            }
            catch (VenueRefusedException)
            {
                // It does not list the instrument: an order would be refused by the same words.
            }
        }

        return _known.GetValueOrDefault(instrument.Id);
    }
}
