using System.Text;
using System.Text.Json;
using TradingBase.LocalHost.Engine.Histories;
using TradingBase.LocalHost.Engine.Replaying;

namespace TradingBase.LocalHost.Engine.Reading;

/// <summary>A value that an instance took or gave.</summary>
/// <param name="Bytes">Its length in UTF-8.</param>
/// <param name="Value">The value; null where it is longer than was asked for.</param>
internal sealed record PayloadDocument(int Bytes, JsonElement? Value)
{
    /// <summary>The longest payload that is told by default, in bytes.</summary>
    internal const int UsualLimit = 64 * 1024;

    /// <summary>Describes a payload.</summary>
    /// <param name="shelf">Holds it when it is not here.</param>
    /// <param name="stored">UTF-8, JSON where no converter of the user's made it, or a reference; null for
    /// none.</param>
    /// <param name="limit">In bytes; of a longer one only the length is told.</param>
    /// <returns>Null when there is none.</returns>
    internal static PayloadDocument? Of(IPayloadShelf shelf, byte[]? stored, int limit) => stored is null
        ? null
        : PayloadReference.Of(stored) is { } reference
            ? new(
                reference.PayloadLength,
                reference.PayloadLength <= limit ? Read(shelf.Read(reference)) : null)
            : new(stored.Length, stored.Length <= limit ? Read(stored) : null);

    private static JsonElement Read(byte[] payload)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(payload);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return JsonSerializer.SerializeToElement(Encoding.UTF8.GetString(payload));
        }
    }
}
