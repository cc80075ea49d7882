using System.Text.Json.Serialization;
using TradingBase.Risk;

namespace TradingBase.Functions.Messages;

/// <summary>One approved order on its way.</summary>
/// <param name="Order">The signed order; every byte of its text counts.</param>
/// <param name="Replayed">
/// Whether recorded time is replayed: such an order goes to a broker on paper only.
/// </param>
/// <remarks>
/// Holds nothing that is not signed, but for <paramref name="Replayed"/>: what time it is, the wire knows.
/// </remarks>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record OrderTicket(
    [property: JsonRequired, JsonConverter(typeof(CanonicalJsonConverter<ApprovedOrder>))]
    ApprovedOrder Order,
    [property: JsonRequired] bool Replayed)
{
    /// <summary>The order's own id, which is the venue's client order id too.</summary>
    [JsonIgnore]
    public string Id => Order.Order.ClientOrderId;
}
