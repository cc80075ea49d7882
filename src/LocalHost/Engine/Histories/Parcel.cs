namespace TradingBase.LocalHost.Engine.Histories;

/// <summary>A payload on its way into the store.</summary>
/// <param name="Bytes">As it is; null for none.</param>
/// <param name="Packed">Its form out of line; null when it stays in line.</param>
internal readonly record struct Parcel(byte[]? Bytes, PackedPayload? Packed)
{
    /// <summary>Packs what is too long to stay in line; done before the writer's thread has it.</summary>
    internal static Parcel Of(byte[]? bytes) => new(bytes, PackedPayload.Of(bytes));
}
