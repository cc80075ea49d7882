using System.Text.Json.Serialization;

namespace TradingBase.Execution;

/// <summary>What the wire learnt of an order, sealed, so that nobody changes a fill on its way.</summary>
/// <param name="Report">What the broker said; every byte of its text counts.</param>
/// <param name="KeyId">Which key sealed it.</param>
/// <param name="Seal">HMAC-SHA256 over the report's canonical form, 64 lower-case hexadecimal digits.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record SealedReport(
    [property: JsonRequired, JsonConverter(typeof(CanonicalJsonConverter<OrderReport>))] OrderReport Report,
    [property: JsonRequired, JsonConverter(typeof(CanonicalJsonConverter<string>))] string KeyId,
    [property: JsonRequired, JsonConverter(typeof(CanonicalJsonConverter<string>))] string Seal);
