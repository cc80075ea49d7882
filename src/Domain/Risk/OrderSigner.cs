using System.Security.Cryptography;
using System.Text;
using TradingBase.Strategy;

namespace TradingBase.Risk;

/// <summary>Signs what the gate approves, and tells whether a signature is its own.</summary>
/// <remarks>
/// HMAC-SHA256 (RFC 2104) over the canonical form of everything in the order but the signature. Keys rotate:
/// one signs, all in the ring verify. Thread-safe. Keys never leave it.
/// </remarks>
public sealed class OrderSigner
{
    private const int ShortestKey = 32;

    private readonly Dictionary<string, byte[]> _keys;
    private readonly string _signingKeyId;

    /// <summary>Takes a ring of keys.</summary>
    /// <param name="keys">Secrets by id, each of 32 bytes or more.</param>
    /// <param name="signingKeyId">Which of them signs.</param>
    /// <exception cref="ArgumentException">
    /// The signing key is not in the ring, or a key is too short.
    /// </exception>
    public OrderSigner(IReadOnlyDictionary<string, byte[]> keys, string signingKeyId)
    {
        ArgumentNullException.ThrowIfNull(keys);
        foreach ((string id, byte[] key) in keys)
        {
            if (key.Length < ShortestKey)
            {
                throw new ArgumentException(
                    $"Key '{id}' has {key.Length} bytes, {ShortestKey} or more were expected.", nameof(keys));
            }
        }

        if (!keys.ContainsKey(signingKeyId))
        {
            throw new ArgumentException($"The signing key '{signingKeyId}' is not in the "
                + "ring.", nameof(signingKeyId));
        }

        _keys = keys.ToDictionary(
            pair => pair.Key, pair => (byte[])pair.Value.Clone(), StringComparer.Ordinal);
        _signingKeyId = signingKeyId;
    }

    /// <summary>Checks a signature in constant time.</summary>
    public SignatureCheck Check(ApprovedOrder order)
    {
        ArgumentNullException.ThrowIfNull(order);
        if (!_keys.TryGetValue(order.KeyId, out byte[]? key))
        {
            return SignatureCheck.UnknownKey;
        }

        string expected = Sign(key, Written(
            order.Order, order.Purpose, order.RateToBase, order.Shrinks, order.ApprovedAt, order.ExpiresAt,
            order.KeyId));
        return CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(order.Signature))
            ? SignatureCheck.Valid
            : SignatureCheck.Tampered;
    }

    /// <summary>Signs an order that passed the gate.</summary>
    internal ApprovedOrder Approve(
        ProposedOrder order, OrderPurpose purpose, decimal rateToBase, bool shrinks,
        DateTimeOffset approvedAt, DateTimeOffset expiresAt)
    {
        string written = Written(order, purpose, rateToBase, shrinks, approvedAt, expiresAt, _signingKeyId);
        return new(
            order, purpose, rateToBase, shrinks, approvedAt, expiresAt, _signingKeyId,
            Sign(_keys[_signingKeyId], written));
    }

    private static string Sign(byte[] key, string written) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(written)));

    private static string Written(
        ProposedOrder order, OrderPurpose purpose, decimal rateToBase, bool shrinks,
        DateTimeOffset approvedAt, DateTimeOffset expiresAt, string keyId) =>
        Canonical.Json(new { order, purpose, rateToBase, shrinks, approvedAt, expiresAt, keyId });
}
