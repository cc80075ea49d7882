using TradingBase.LocalHost.Engine.Histories;

namespace TradingBase.LocalHost.Engine.Replaying;

/// <summary>Where a session finds the payloads that its history only refers to, and how much it may
/// write.</summary>
internal interface IPayloadShelf
{
    /// <summary>How many bytes one step may add to a history.</summary>
    int LongestStep { get; }

    /// <summary>A number that no payload has had.</summary>
    long NextNumber();

    /// <summary>Reads a payload.</summary>
    /// <exception cref="InvalidDataException">It is not there: its instance is gone.</exception>
    byte[] Read(PayloadReference reference);
}
