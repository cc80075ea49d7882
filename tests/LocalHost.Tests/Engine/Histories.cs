using TradingBase.LocalHost.Engine.Histories;
using TradingBase.LocalHost.Engine.Tables;

namespace TradingBase.LocalHost.Tests.Engine;

/// <summary>What the store has of an instance's history.</summary>
internal static class Histories
{
    internal static List<HistoryEvent> Of(EngineRig rig, string id)
    {
        List<HistoryEvent> events = [];
        var reader = new HistoryReader(Bytes(rig, id));
        while (reader.Next() is { } item)
        {
            events.Add(item);
        }

        return events;
    }

    internal static byte[] Bytes(EngineRig rig, string id) => rig.Store.Read(connection =>
        InstanceStore.ReadHistory(connection, InstanceStore.Find(connection, id)!.Value.Key).Events);
}
