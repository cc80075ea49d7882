using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace TradingBase.Adapters.Brokers;

/// <summary>
/// Names orders as Kraken wants them, by UUIDs, and finds the desk's own ids behind them again.
/// </summary>
/// <param name="store">Shared by the desk's processes: any of them may have sent the order.</param>
/// <remarks>
/// Thread-safe. Ours are longer than the 18 characters that the venue takes as free text. The UUID is a
/// function of the id; the way back is written down before the order is sent.
/// </remarks>
internal sealed class KrakenAliases(IStateStore store)
{
    private const string Partition = "aliases:kraken";
    private static readonly Guid Namespace = new("0b7f3c52-61d4-4a0e-9d5b-7a1c52e1f86d");
    private readonly ConcurrentDictionary<string, string> _ids = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The name that an order has at the venue: a UUID with dashes.</summary>
    internal static string NameOf(string clientOrderId) => NameOf(Namespace, clientOrderId).ToString("D");

    /// <summary>Makes a UUID of version 8 from a name, by SHA-256.</summary>
    /// <remarks>Source: RFC 9562, section 5.8 and appendix B.2.</remarks>
    internal static Guid NameOf(Guid space, string name)
    {
        byte[] hash = SHA256.HashData(
            [.. space.ToByteArray(bigEndian: true), .. Encoding.UTF8.GetBytes(name)]);
        Span<byte> bytes = hash.AsSpan(0, 16);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new(bytes, bigEndian: true);
    }

    /// <summary>Writes down whose name it is; again is no harm.</summary>
    internal async Task KeepAsync(string clientOrderId, CancellationToken cancellationToken)
    {
        string name = NameOf(clientOrderId);
        if (_ids.TryAdd(name, clientOrderId))
        {
            try
            {
                byte[] value = StateStoreExtensions.ToValue(new KrakenAlias(clientOrderId));
                await store.TrySubmitAsync(
                    Partition, [StateChange.Insert(name, value)], cancellationToken);
            }
            catch (Exception)
            {
                // It is not written: whoever comes next has to.
                _ids.TryRemove(name, out _);
                throw;
            }
        }
    }

    /// <summary>Finds the desk's own id.</summary>
    /// <param name="name">What the venue tells, or null.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    /// <returns>Ours; the venue's word where it is nobody's of ours, null where there is none.</returns>
    internal async Task<string?> FindAsync(string? name, CancellationToken cancellationToken)
    {
        if (name is null || !Guid.TryParse(name, out Guid uuid))
        {
            return name;
        }

        if (_ids.TryGetValue(name, out string? known))
        {
            return known;
        }

        KrakenAlias? kept = await store.FindRecordAsync<KrakenAlias>(
            Partition, uuid.ToString("D"), cancellationToken);
        return kept is null ? name : _ids[name] = kept.ClientOrderId;
    }

    private sealed record KrakenAlias(string ClientOrderId);
}
