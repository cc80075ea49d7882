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
        return CheckWritten(
            Written(
                order.Order, order.Purpose, order.RateToBase, order.Shrinks, order.ApprovedAt,
                order.ExpiresAt, order.KeyId, order.NeedsPerson),
            order.KeyId, order.Signature);
    }

    /// <summary>Signs a text for a purpose of its own, which no order's signature can serve.</summary>
    /// <returns>The signing key's id and 64 lower-case hexadecimal digits.</returns>
    internal (string KeyId, string Signature) Sign(string purpose, string written) =>
        (_signingKeyId, Sign(_keys[_signingKeyId], Purposed(purpose, _signingKeyId, written)));

    /// <summary>Checks what <see cref="Sign(string, string)"/> gave, in constant time.</summary>
    internal SignatureCheck Check(string purpose, string written, string keyId, string signature) =>
        CheckWritten(Purposed(purpose, keyId, written), keyId, signature);

    private SignatureCheck CheckWritten(string written, string keyId, string signature) =>
        !_keys.TryGetValue(keyId, out byte[]? key) ? SignatureCheck.UnknownKey
        : CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(Sign(key, written)), Encoding.UTF8.GetBytes(signature))
            ? SignatureCheck.Valid
            : SignatureCheck.Tampered;

    // An order's text begins with a brace, so no purpose can be taken for one.
    private static string Purposed(string purpose, string keyId, string written) =>
        $"{purpose}\n{keyId}\n{written}";

    /// <summary>Signs an order that passed the gate.</summary>
    internal ApprovedOrder Approve(
        ProposedOrder order, OrderPurpose purpose, decimal rateToBase, bool shrinks,
        DateTimeOffset approvedAt, DateTimeOffset expiresAt, bool needsPerson = false)
    {
        string written = Written(
            order, purpose, rateToBase, shrinks, approvedAt, expiresAt, _signingKeyId, needsPerson);
        return new(
            order, purpose, rateToBase, shrinks, approvedAt, expiresAt, _signingKeyId,
            Sign(_keys[_signingKeyId], written), needsPerson);
    }

    private static string Sign(byte[] key, string written) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(written)));

    private static string Written(
        ProposedOrder order, OrderPurpose purpose, decimal rateToBase, bool shrinks,
        DateTimeOffset approvedAt, DateTimeOffset expiresAt, string keyId, bool needsPerson) =>
        Canonical.Json(
            new { order, purpose, rateToBase, shrinks, approvedAt, expiresAt, keyId, needsPerson });
}
