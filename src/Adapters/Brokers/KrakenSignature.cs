using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using TradingBase.Adapters.Http;

namespace TradingBase.Adapters.Brokers;

/// <summary>
/// Signs Kraken's private requests: HMAC-SHA512 over the path and the SHA-256 of nonce and form.
/// </summary>
/// <param name="settings">Holds the keys.</param>
/// <param name="nonce">Gives numbers that rise.</param>
/// <remarks>Source: the exchange's guide to REST authentication.</remarks>
internal sealed class KrakenSignature(VenueSettings settings, KrakenNonce nonce)
{
    /// <summary>Signs a form.</summary>
    /// <param name="secret">Secret half of the key, decoded.</param>
    /// <param name="path">Such as <c>/0/private/AddOrder</c>.</param>
    /// <param name="nonce">The number as it stands in the form.</param>
    /// <param name="form">The body as it is sent.</param>
    /// <returns>Base64.</returns>
    internal static string Sign(byte[] secret, string path, string nonce, string form) =>
        Convert.ToBase64String(HMACSHA512.HashData(secret, (byte[])
        [
            .. Encoding.UTF8.GetBytes(path), .. SHA256.HashData(Encoding.UTF8.GetBytes(nonce + form)),
        ]));

    /// <summary>Makes a request with a nonce and a signature of its own.</summary>
    internal async ValueTask<HttpRequestMessage> MakeAsync(
        string path, IReadOnlyList<(string Name, string Value)> fields, CancellationToken cancellationToken)
    {
        string number = VenueNumber.Write(await nonce.NextAsync(cancellationToken));
        string form = string.Join(
            '&',
            fields.Prepend(("nonce", number))
                .Select(field => $"{field.Item1}={Uri.EscapeDataString(field.Item2)}"));
        HttpRequestMessage request = new(HttpMethod.Post, new Uri(path, UriKind.Relative))
        {
            Content = new StringContent(
                form, Encoding.UTF8, new MediaTypeHeaderValue("application/x-www-form-urlencoded")),
        };
        request.Headers.Add("API-Key", (settings.Key ?? throw Missing("key")).Reveal());
        request.Headers.Add("API-Sign", Sign(ReadSecret(), path, number, form));
        return request;
    }

    private byte[] ReadSecret()
    {
        VenueSecret secret = settings.Secret ?? throw Missing("secret");
        byte[] bytes = new byte[secret.Reveal().Length];
        return Convert.TryFromBase64String(secret.Reveal(), bytes, out int count) ? bytes[..count]
            : throw new InvalidOperationException(
                $"The environment variable {secret.Variable} does not hold a secret in base64.");
    }

    private static InvalidOperationException Missing(string what) =>
        new($"The broker kraken was configured without a {what}.");
}
