using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using TradingBase.Adapters.Http;

namespace TradingBase.Adapters.Brokers;

/// <summary>Signs Binance's requests: HMAC-SHA256 over the encoded query and body, hexadecimal.</summary>
/// <param name="settings">Holds the keys.</param>
/// <param name="clock">The venue's time.</param>
/// <remarks>Source: RFC 2104; the exchange's rest-api.md, "SIGNED endpoint security".</remarks>
internal sealed class BinanceSignature(VenueSettings settings, VenueClock clock)
{
    private const string ReceiveWindowMs = "5000";

    /// <summary>Writes fields as a query, percent-encoded as UTF-8: what is signed is what is sent.</summary>
    internal static string Write(IEnumerable<(string Name, string Value)> fields) =>
        string.Join('&', fields.Select(field => $"{field.Name}={Uri.EscapeDataString(field.Value)}"));

    /// <summary>Signs a query and a body, with nothing between them.</summary>
    /// <param name="secret">Secret half of the key, UTF-8.</param>
    /// <param name="query">Encoded, without the question mark.</param>
    /// <param name="body">Encoded form; empty where there is none.</param>
    /// <returns>64 lower-case hexadecimal digits.</returns>
    internal static string Sign(byte[] secret, string query, string body) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(query + body)));

    /// <summary>Makes a request with the venue's time and a signature of its own.</summary>
    internal async ValueTask<HttpRequestMessage> MakeAsync(
        HttpMethod method, string path, IReadOnlyList<(string Name, string Value)> fields,
        CancellationToken cancellationToken)
    {
        DateTimeOffset now = await clock.NowAsync(cancellationToken);
        string query = Write(
        [
            .. fields,
            ("recvWindow", ReceiveWindowMs),
            ("timestamp", now.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture)),
        ]);
        VenueSecret secret = settings.Secret ?? throw Missing("secret");
        VenueSecret key = settings.Key ?? throw Missing("key");
        string signature = Sign(secret.RevealBytes(), query, "");
        HttpRequestMessage request = new(
            method, new Uri($"{path}?{query}&signature={signature}", UriKind.Relative));
        request.Headers.Add("X-MBX-APIKEY", key.Reveal());
        return request;
    }

    /// <summary>Has the venue's time measured anew before the next request.</summary>
    internal void Distrust() => clock.Distrust();

    private static InvalidOperationException Missing(string what) =>
        new($"The broker binance was configured without a {what}.");
}
