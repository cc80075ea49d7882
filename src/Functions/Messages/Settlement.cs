using System.Text.Json.Serialization;
using TradingBase.Execution;

namespace TradingBase.Functions.Messages;

/// <summary>What is known of an order and shall be booked.</summary>
/// <param name="Ticket">Which order.</param>
/// <param name="Report">What the wire learnt and sealed.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record Settlement(
    [property: JsonRequired] OrderTicket Ticket, [property: JsonRequired] SealedReport Report);
