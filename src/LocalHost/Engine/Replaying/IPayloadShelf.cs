using TradingBase.LocalHost.Engine.Histories;

namespace TradingBase.LocalHost.Engine.Replaying;

/// <summary>Where a session finds the payloads that its history only refers to.</summary>
internal interface IPayloadShelf
{
    /// <summary>A number that no payload has had.</summary>
    long NextNumber();

    /// <summary>Reads a payload.</summary>
    /// <exception cref="InvalidDataException">It is not there: its instance is gone.</exception>
    byte[] Read(PayloadReference reference);
}
