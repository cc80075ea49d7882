namespace TradingBase.Functions.Messages;

/// <summary>Asks for a slice of an order that is worked.</summary>
/// <param name="Ticket">The order.</param>
/// <param name="Index">Which slice, from zero.</param>
public sealed record SliceTurn(OrderTicket Ticket, int Index);
