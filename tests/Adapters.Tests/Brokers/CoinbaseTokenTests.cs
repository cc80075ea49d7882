using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using TradingBase.Adapters.Brokers;
using TradingBase.Adapters.Http;
using TradingBase.Testing;

namespace TradingBase.Adapters.Tests.Brokers;

public sealed class CoinbaseTokenTests : IDisposable
{
    private const string Target = "api.coinbase.com/api/v3/brokerage/orders";

    private readonly ManualClock _clock = new(LiveDesk.Start);
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private TimeSpan _ahead = TimeSpan.Zero;

    public void Dispose() => _key.Dispose();

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task Make_AKeyInAnyForm_IsVerifiedByItsPublicHalf(bool pkcs8, bool onOneLine)
    {
        string pem = pkcs8 ? _key.ExportPkcs8PrivateKeyPem() : _key.ExportECPrivateKeyPem();
        CoinbaseToken tokens = Tokens(onOneLine ? pem.Replace("\n", "\\n", StringComparison.Ordinal) : pem);

        string[] parts = (await tokens.MakeAsync("POST", Target, default)).Split('.');

        Assert.True(_key.VerifyData(
            Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2]),
            HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation));
        Assert.All(parts, part => Assert.DoesNotContain('=', part));
    }

    [Fact]
    public async Task Make_AToken_NamesKeyRequestAndTheVenuesTimeForTwoMinutes()
    {
        _ahead = TimeSpan.FromSeconds(45);
        CoinbaseToken tokens = Tokens(_key.ExportECPrivateKeyPem());

        string first = await tokens.MakeAsync("POST", Target, default);
        string second = await tokens.MakeAsync("POST", Target, default);

        (JsonNode head, JsonNode claims) = (Read(first, 0), Read(first, 1));
        long venue = LiveDesk.Start.AddSeconds(45).ToUnixTimeSeconds();
        Assert.Equal(
            ("ES256", "JWT", LiveDesk.Key),
            ((string?)head["alg"], (string?)head["typ"], (string?)head["kid"]));
        Assert.Equal(
            (LiveDesk.Key, "cdp", venue - 30, venue + 90, $"POST {Target}"),
            ((string?)claims["sub"], (string?)claims["iss"], (long?)claims["nbf"], (long?)claims["exp"],
                (string?)claims["uri"]));
        Assert.NotEqual((string?)head["nonce"], (string?)Read(second, 0)["nonce"]);
    }

    [Theory]
    [InlineData("no PEM at all")]
    [InlineData("-----BEGIN EC PRIVATE KEY-----\nAAAA\n-----END EC PRIVATE KEY-----")]
    public async Task Make_WhatIsNoKey_IsRefusedByTheVariablesNameOnly(string secret)
    {
        InvalidOperationException refused = await Assert.ThrowsAsync<InvalidOperationException>(
            () => Tokens(secret).MakeAsync("GET", Target, default));

        Assert.Equal(
            "The environment variable DESK_SECRET does not hold a private key on P-256 in PEM.",
            refused.Message);
    }

    [Fact]
    public async Task Make_AKeyOnAnotherCurve_IsRefused()
    {
        using ECDsa other = ECDsa.Create(ECCurve.NamedCurves.nistP384);

        await Assert.ThrowsAsync<InvalidOperationException>(
            () => Tokens(other.ExportECPrivateKeyPem()).MakeAsync("GET", Target, default));
    }

    private CoinbaseToken Tokens(string secret) => new(
        new()
        {
            Key = new("DESK_KEY", _ => LiveDesk.Key),
            Secret = new("DESK_SECRET", _ => secret),
        },
        new VenueClock(_clock, _ => Task.FromResult(_clock.GetUtcNow() + _ahead), TimeSpan.FromMinutes(10)));

    private static JsonNode Read(string token, int part) =>
        JsonNode.Parse(Base64Url.DecodeFromChars(token.Split('.')[part]))!;
}
