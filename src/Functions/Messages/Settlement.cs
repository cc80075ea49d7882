using TradingBase.Execution;

namespace TradingBase.Functions.Messages;

/// <summary>What is known of an order and shall be booked.</summary>
/// <param name="Ticket">Which order.</param>
/// <param name="Report">What the broker says.</param>
public sealed record Settlement(OrderTicket Ticket, OrderReport Report);
