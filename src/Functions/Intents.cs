using System.Globalization;
using TradingBase.Desk;
using TradingBase.Functions.Messages;
using TradingBase.Strategy;

namespace TradingBase.Functions;

/// <summary>Makes a proposal of an outside strategy's intent.</summary>
internal static class Intents
{
    /// <summary>Takes the intent as it is: the gate judges it, nobody rounds it.</summary>
    /// <returns>One order, or the reason why there is none.</returns>
    internal static CycleProposal ToProposal(
        OrderIntent intent, string cycleId, DateTimeOffset deskTime, IReadOnlyList<InstrumentOutlook> known)
    {
        InstrumentId id = new(intent.Symbol, intent.Market);
        InstrumentOutlook? outlook = known.FirstOrDefault(one => one.Instrument.Id == id);
        if (outlook is null)
        {
            return new(known, [], [], [new(id, 0, string.Create(
                CultureInfo.InvariantCulture, $"Nothing was known of {id} at {deskTime:u}."))]);
        }

        OrderType type = intent.LimitPrice is not null ? OrderType.Limit
            : outlook.MarketOpen ? OrderType.Market : OrderType.MarketOnOpen;
        ProposedOrder order = new(
            ClientOrderId.Make(intent.Strategy, cycleId, id, intent.Side), cycleId, intent.Strategy,
            outlook.Instrument, intent.Side, intent.Quantity, type, intent.LimitPrice,
            outlook.ReferencePrice, outlook.ReferenceKnownAt, intent.DecidedAt.ToUniversalTime());
        return new(known, [], [order], []);
    }
}
