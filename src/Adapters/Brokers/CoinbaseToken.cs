using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using TradingBase.Adapters.Http;

namespace TradingBase.Adapters.Brokers;

/// <summary>Makes Coinbase's tokens: one for each request, signed by ES256, good for two minutes.</summary>
/// <param name="settings">Holds the key's name and the private key as PEM.</param>
/// <param name="clock">The venue's time.</param>
/// <remarks>
/// Thread-safe. A token begins half a minute before the venue's time, so that a clock that was measured some
/// time ago does no harm. Source: RFC 7515 and 7518; the venue's guide to API key authentication.
/// </remarks>
internal sealed class CoinbaseToken(VenueSettings settings, VenueClock clock)
{
    private const int BeforeSeconds = 30, AfterSeconds = 90;

    private readonly Lock _gate = new();
    private readonly Lazy<ECDsa> _key = new(() => Read(settings.Secret ?? throw Missing("secret")));

    /// <summary>Makes a token for a request.</summary>
    /// <param name="method">Upper case.</param>
    /// <param name="hostAndPath">Such as <c>api.coinbase.com/api/v3/brokerage/orders</c>; no query.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    internal async Task<string> MakeAsync(
        string method, string hostAndPath, CancellationToken cancellationToken)
    {
        long now = (await clock.NowAsync(cancellationToken)).ToUnixTimeSeconds();
        string name = (settings.Key ?? throw Missing("key")).Reveal();
        string head = Encode(new Dictionary<string, object>
        {
            ["alg"] = "ES256",
            ["typ"] = "JWT",
            ["kid"] = name,
            ["nonce"] = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)),
        });
        string claims = Encode(new Dictionary<string, object>
        {
            ["sub"] = name,
            ["iss"] = "cdp",
            ["nbf"] = now - BeforeSeconds,
            ["exp"] = now + AfterSeconds,
            ["uri"] = $"{method} {hostAndPath}",
        });
        string text = $"{head}.{claims}";
        return $"{text}.{Base64Url.EncodeToString(Sign(Encoding.ASCII.GetBytes(text)))}";
    }

    /// <summary>Has the venue's time measured anew before the next token.</summary>
    internal void Distrust() => clock.Distrust();

    // A key is not promised to be safe for use from two sides at once.
    private byte[] Sign(byte[] text)
    {
        lock (_gate)
        {
            return _key.Value.SignData(
                text, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        }
    }

    private static string Encode(Dictionary<string, object> fields) =>
        Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(fields));

    // Environment variables are often written on one line, with \n where a line ends.
    private static ECDsa Read(VenueSecret secret)
    {
        string pem = secret.Reveal().Replace("\\n", "\n", StringComparison.Ordinal);
        ECDsa key = ECDsa.Create();
        try
        {
            key.ImportFromPem(pem);
            if (key.KeySize == 256)
            {
                return key;
            }
        }
        catch (Exception broken) when (broken is ArgumentException or CryptographicException)
        {
            // What the framework says may hold parts of the key: it is not handed on.
        }

        key.Dispose();
        throw new InvalidOperationException(
            $"The environment variable {secret.Variable} does not hold a private key on P-256 in PEM.");
    }

    private static InvalidOperationException Missing(string what) =>
        new($"The broker coinbase was configured without a {what}.");
}
